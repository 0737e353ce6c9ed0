(** The exchange of x and y.

    [exchange k p] is the form of size [k] with the coefficients of [p] in the opposite order. The function space and the number
    of real projective roots do not change: they do not depend on the chart. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyorder polyrcf zify.
From LCN Require Import RealRoots Architecture StrideOne.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Exchange.

Variable R : idomainType.
Implicit Types (p q : {poly R}) (k n : nat) (ks : seq nat).

Definition exchange k p : {poly R} := \poly_(i < k) p`_(k.-1 - i).

Lemma coef_exchange k p i : (i < k)%N -> (exchange k p)`_i = p`_(k.-1 - i).
Proof. by move=> ik; rewrite coef_poly ik. Qed.

Lemma size_exchange k p : (size (exchange k p) <= k)%N.
Proof. exact: size_poly. Qed.

Lemma exchangeK k p : (size p <= k)%N -> exchange k (exchange k p) = p.
Proof.
move=> sp; apply/polyP => i; have [ik|ki] := ltnP i k; last first.
  by rewrite !nth_default // ?(leq_trans _ ki) // size_exchange.
by rewrite !coef_exchange ?subKn //; lia.
Qed.

Lemma exchange_neq0 k p : (size p <= k)%N -> p != 0 -> exchange k p != 0.
Proof.
move=> sp; apply: contraNneq => e; rewrite -(exchangeK sp) e.
by apply/eqP/polyP => i; rewrite coef_poly !coef0 if_same.
Qed.

(** The form of the product is the product of the forms. *)
Lemma exchangeM k1 k2 p q : (size p <= k1)%N -> (size q <= k2)%N -> (0 < k1)%N -> (0 < k2)%N ->
  exchange (k1 + k2).-1 (p * q) = exchange k1 p * exchange k2 q.
Proof.
have expand k (r : {poly R}) : exchange k r = \sum_(i < k) r`_i *: 'X^(k.-1 - i).
  rewrite /exchange poly_def (reindex_inj rev_ord_inj) /=; apply: eq_bigr => i _.
  have e : (k - i.+1 = k.-1 - i)%N by lia.
  by rewrite e subKn //; have := ltn_ord i; lia.
move=> sp sq k1_0 k2_0; set K := (k1 + k2).-1.
have lin c (r s : {poly R}) : exchange K (c *: r + s) = c *: exchange K r + exchange K s.
  by apply/polyP => i; rewrite !(coefD, coefZ, coef_poly); case: ifP; rewrite ?mulr0 ?addr0.
have lin0 : exchange K 0 = 0 by apply/polyP => i; rewrite coef_poly !coef0 if_same.
have mono i : (i < K)%N -> exchange K 'X^i = 'X^(K.-1 - i).
  move=> iK; apply/polyP => j; rewrite coef_poly !coefXn; case: ifP => [jK|/negbT].
    by congr (_%:R); lia.
  by rewrite -leqNgt => Kj; case: eqP => // ej; lia.
have wide k (r : {poly R}) : (size r <= k)%N -> r = \sum_(i < k) r`_i *: 'X^i.
  move=> sr; rewrite -poly_def; apply/polyP => i; rewrite coef_poly; case: ltnP => // ki.
  by rewrite nth_default // (leq_trans sr).
have sum_lin (I : finType) (c : I -> R) (r : I -> {poly R}) :
    exchange K (\sum_i c i *: r i) = \sum_i c i *: exchange K (r i).
  by apply: (big_rec2 (fun a b => exchange K a = b)) => [//|i a b _ <-]; rewrite lin.
rewrite {1}(wide _ _ sp) mulr_suml (expand k1) (expand k2) [RHS]mulr_suml.
under eq_bigr do rewrite -scalerAl.
rewrite [LHS](sum_lin _ (fun i : 'I_k1 => p`_i) (fun i => 'X^i * q)).
apply: eq_bigr => i _; rewrite -scalerAl; congr (_ *: _).
rewrite {1}(wide _ _ sq) !mulr_sumr; under eq_bigr do rewrite -scalerAr -exprD.
rewrite [LHS](sum_lin _ (fun j : 'I_k2 => q`_j) (fun j => 'X^(i + j))).
apply: eq_bigr => j _; rewrite -scalerAr -exprD mono; last first.
  by have := ltn_ord i; have := ltn_ord j; rewrite /K; lia.
by congr (_ *: 'X^_); have := ltn_ord i; have := ltn_ord j; rewrite /K; lia.
Qed.

(** The function space does not change. *)
Lemma representable_exchange ks p : all (leq 1) ks -> representable ks p ->
  representable ks (exchange (degree ks).+1 p).
Proof.
elim: ks p => [|k ks IH] p /=.
  move=> _ /representable_nil ->; apply/representable_nil/polyP => i.
  by rewrite coef_poly !coef1; case: i.
move=> /andP[k1 ks1] /representable_cons[p1 [p2 [s1 r2 ->]]].
have -> : (degree (k :: ks)).+1 = (k + (degree ks).+1).-1.
  by rewrite /degree /=; case: k k1 {s1}; move=> // k _; rewrite addnS.
rewrite exchangeM //; last exact: representable_size r2.
apply/representable_cons; exists (exchange k p1), (exchange (degree ks).+1 p2).
by split; [exact: size_exchange | exact: IH |].
Qed.

End Exchange.

Section RealExchange.

Variable R : rcfType.
Implicit Types (p : {poly R}) (k : nat).

(** A map that preserves the function spaces of all architectures of degree [k - 1] does not lose real projective roots. *)
Lemma n_proj_roots_map k (f : {poly R} -> {poly R}) p : p != 0 -> (size p <= k)%N -> f p != 0 ->
    (forall ks, all (leq 1) ks -> (degree ks).+1 = k -> representable ks p -> representable ks (f p)) ->
  (n_proj_roots k p <= n_proj_roots k (f p))%N.
Proof.
have arith a b : odd a = odd b.-1 -> (a <= b.-1)%N -> (0 < b)%N -> (a + 2 * (b.-1 - a)./2).+1 = b by lia.
move=> p0 sp fp0 h; pose e := n_proj_roots k p; pose ks := 1%N :: nseq e 2%N ++ nseq (k.-1 - e)./2 3%N.
have k0 : (0 < k)%N by apply: leq_trans sp; rewrite size_poly_gt0.
have ks1 : all (leq 1) ks by rewrite /= all_cat !all_nseq !orbT.
have ne : n_even ks = e by rewrite /n_even /= count_cat !count_nseq /= mul1n mul0n addn0.
have dk : (degree ks).+1 = k.
  rewrite /degree /= map_cat sumn_cat !map_nseq !sumn_nseq /= mul1n.
  by apply: arith; rewrite ?add0n ?n_proj_roots_parity ?n_proj_roots_le.
have rp : representable ks p by apply: n_proj_roots_representable; rewrite ?dk ?ne.
have := representable_n_proj_roots ks1 fp0 (h ks ks1 dk rp).
by rewrite ne dk.
Qed.

(** The number of real projective roots does not depend on the chart. *)
Theorem n_proj_roots_exchange k p : p != 0 -> (size p <= k)%N ->
  n_proj_roots k (exchange k p) = n_proj_roots k p.
Proof.
have half (q : {poly R}) : q != 0 -> (size q <= k)%N -> (n_proj_roots k q <= n_proj_roots k (exchange k q))%N.
  move=> q0 sq; apply: n_proj_roots_map => //; first exact: exchange_neq0.
  by move=> ks ks1 <-; apply: representable_exchange.
move=> p0 sp; apply/eqP; rewrite eqn_leq half // andbT.
by rewrite -[X in (_ <= n_proj_roots _ X)%N](exchangeK sp) half ?exchange_neq0 ?size_exchange.
Qed.

End RealExchange.
