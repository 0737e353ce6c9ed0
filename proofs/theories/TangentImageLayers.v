(** The image of the differential of any number of layers, stride one.

    At non-zero filters with forms P_i and product P the image of the differential of the composition is
    { sum of U_i P / P_i }, the U_i of the sizes k_i. It is the set of the multiples of the greatest common divisor
    of the P / P_i, common roots at infinity included. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import Architecture TangentImage.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section TangentImageLayers.

Variable F : fieldType.
Implicit Types (p q g h r u : {poly F}) (ps : seq {poly F}) (ks : seq nat).

(** The sums of the u_i prod_{j <> i} p_j with u_i of size k_i. *)
Fixpoint in_image ks ps r : Prop :=
  match ks, ps with
  | k :: ks', p :: ps' =>
    exists u r', [/\ (size u <= k)%N, in_image ks' ps' r' & r = u * \prod_(q <- ps') q + p * r']
  | _, _ => r = 0
  end.

(** The greatest common divisor of the prod_{j <> i} p_j. *)
Fixpoint cofactor_gcd ps : {poly F} :=
  if ps is p :: ps' then gcdp (\prod_(q <- ps') q) (p * cofactor_gcd ps') else 0.

(** The orders at infinity of the filters: their sum and the greatest of them. The difference is the common
    order at infinity of the P / P_i. *)
Fixpoint order_sum ks ps : nat :=
  match ks, ps with k :: ks', p :: ps' => (k - size p + order_sum ks' ps')%N | _, _ => 0%N end.

Fixpoint order_max ks ps : nat :=
  match ks, ps with k :: ks', p :: ps' => maxn (k - size p) (order_max ks' ps') | _, _ => 0%N end.

Definition n_cofactor_roots ks ps : nat :=
  ((size (cofactor_gcd ps)).-1 + (order_sum ks ps - order_max ks ps))%N.

Definition valid ks ps : bool := all2 (fun p k => (0 < size p <= k)%N) ps ks.

(** The multiples of [g] by polynomials of bounded size. *)
Definition multiple g n r : Prop := exists2 h : {poly F}, (size h <= n)%N & r = g * h.

Lemma multiple_eqp g g' n r : g %= g' -> multiple g n r -> multiple g' n r.
Proof.
move=> /eqpf_eq[c c0 ->] [h sh ->]; exists (c *: h).
  exact: leq_trans (size_scale_leq _ _) sh.
by rewrite -scalerAl scalerAr.
Qed.

Lemma order_max_le ks ps : (order_max ks ps <= order_sum ks ps)%N.
Proof. by elim: ks ps => [|k ks IH] [|p ps] //=; rewrite geq_max leq_addr (leq_trans (IH _)) ?leq_addl. Qed.

Lemma prod_neq0 ks ps : valid ks ps -> \prod_(q <- ps) q != 0.
Proof.
elim: ps ks => [|p ps IH] [|k ks] //=; rewrite ?big_nil ?oner_eq0 // big_cons => /andP[/andP[p0 _] /IH].
by apply: mulf_neq0; rewrite -size_poly_gt0.
Qed.

Lemma size_prod_valid ks ps : valid ks ps ->
  (size (\prod_(q <- ps) q)%R + order_sum ks ps = (degree ks).+1)%N.
Proof.
elim: ps ks => [|p ps IH] [|k ks] //=; first by rewrite big_nil size_poly1.
move=> /andP[/andP[p0 pk] v]; have := IH _ v; have P0 := prod_neq0 v.
rewrite big_cons size_mul ?(prod_neq0 v) // -?size_poly_gt0 // /degree /= -/(degree ks).
move: P0; rewrite -size_poly_gt0; move: (size p) (size (\prod_(q <- ps) q)%R) p0 pk (order_sum _ _) => a b.
by clear; lia.
Qed.

Lemma cofactor_gcd_dvdp p ps : cofactor_gcd (p :: ps) %| \prod_(q <- p :: ps) q.
Proof. by rewrite big_cons /= dvdp_mull // dvdp_gcdl. Qed.

Lemma count_eq t k a b d S M : (0 < a)%N -> (0 < b)%N -> (0 < d)%N -> (M <= S)%N ->
  ((k + (a + M)).-1 - (d.-1 + minn t M) =
   (k + ((a + b).-1 + S)).-1 - ((b + d).-1.-1 + (t + S - maxn t M)))%N.
Proof.
case: a b d => [|a] [|b] [|d] // _ _ _ MS.
have -> : (k + (a.+1 + M)).-1 = (k + (a + M))%N by lia.
have -> : (k + ((a.+1 + b.+1).-1 + S)).-1 = (k + (a + b + S))%N by lia.
have -> : (b.+1 + d.+1).-1.-1 = (b + d)%N by lia.
rewrite succnK -[LHS](subnDr (b + (S - M))%N) /minn /maxn.
by case: ltnP => tM; congr (_ - _)%N; lia.
Qed.

Theorem image_layersP ks ps r : ks != [::] -> valid ks ps ->
  in_image ks ps r <-> multiple (cofactor_gcd ps) ((degree ks).+1 - n_cofactor_roots ks ps) r.
Proof.
elim: ks ps r => // k ks IH [|p ps] r // _ /= /andP[/andP[p_gt0 pk] v].
have p0 : p != 0 by rewrite -size_poly_gt0.
case: ks ps IH v => [|k' ks] [|p' ps] IH v //.
  rewrite big_nil mulr0 /n_cofactor_roots /= big_nil mulr0 gcdp0 size_poly1 maxn0 addn0 subnn subn0.
  rewrite /degree /= addn0; split=> [[u [r' [su -> ->]]]|[h sh ->]].
    by rewrite mulr0 addr0 mulr1; exists u; rewrite ?mul1r // (leq_trans su) // leqSpred.
  exists h, 0; rewrite mulr0 addr0 mulr1 mul1r; split=> //.
  by rewrite (leq_trans sh) // prednK // (leq_trans p_gt0).
have {}IH r' := IH (p' :: ps) r' isT v.
have P0 := prod_neq0 v; have sP := size_prod_valid v; have mP := order_max_le (k' :: ks) (p' :: ps).
have /divpK := cofactor_gcd_dvdp p' ps; move: IH P0 sP mP; rewrite /n_cofactor_roots.
have -> : cofactor_gcd (p :: p' :: ps) = gcdp (\prod_(q <- p' :: ps) q) (p * cofactor_gcd (p' :: ps)) by [].
have -> : order_sum (k :: k' :: ks) (p :: p' :: ps) = (k - size p + order_sum (k' :: ks) (p' :: ps))%N by [].
have -> : order_max (k :: k' :: ks) (p :: p' :: ps) = maxn (k - size p) (order_max (k' :: ks) (p' :: ps)) by [].
have -> : (degree [:: k, k' & ks]).+1 = (k + (degree (k' :: ks)).+1).-1.
  by rewrite {1}/degree /= -/(degree (k' :: ks)) addnS /=; move: (leq_trans p_gt0 pk); case: (k).
move: (\prod_(q <- p' :: ps) q) (cofactor_gcd (p' :: ps)) (order_sum _ _) (order_max _ _) (degree _).
move=> P G S M n IH P0 sP mP; move: (P %/ G) => Q eP.
have [Q0 G0] : Q != 0 /\ G != 0 by apply/andP; rewrite -negb_or -mulf_eq0 eP.
have G_gt0 : (0 < size G)%N by rewrite size_poly_gt0.
have Q_gt0 : (0 < size Q)%N by rewrite size_poly_gt0.
have sPE : size P = (size Q + size G).-1 by rewrite -eP size_mul.
pose k2 := (n.+1 - ((size G).-1 + (S - M)))%N.
have sQ : (size Q <= k2)%N.
  rewrite /k2; move: sP mP; rewrite sPE; move: (size Q) (size G) Q_gt0 G_gt0 => a b.
  by clear; lia.
have two := tangent_imageP _ p0 Q0 pk sQ.
have gE : gcdp P (p * G) %= G * gcdp p Q.
  rewrite -eP [Q * G]mulrC [p * G]mulrC eqp_sym.
  by apply: eqp_trans (mulp_gcdr _ _ _) _; apply: gcdpC.
have g_gt0 : (0 < size (gcdp p Q))%N by rewrite size_poly_gt0 gcdp_eq0 negb_and p0.
have nE : ((k + k2).-1 - n_common_roots k k2 p Q =
  (k + n.+1).-1 - ((size (gcdp P (p * G))).-1 + (k - size p + S - maxn (k - size p) M)))%N.
  rewrite (eqp_size gE) size_mul -?size_poly_gt0 // /n_common_roots /common_at_infinity.
  have k2E : k2 = (size Q + M)%N.
    rewrite /k2; move: sP mP; rewrite sPE; move: (size Q) (size G) Q_gt0 G_gt0 => a b; clear; lia.
  rewrite k2E addKn -sP sPE; apply: (count_eq (k - size p)) => //.
rewrite -nE; split=> [[u [r' [su /IH[h sh ->] ->]]]|].
  rewrite -eP; apply: (multiple_eqp (g := G * gcdp p Q)); first by rewrite eqp_sym eP.
  have [h' sh' e] : multiple (gcdp p Q) ((k + k2).-1 - n_common_roots k k2 p Q) (u * Q + p * h).
    by apply/two; exists u, h.
  exists h' => //; rewrite -[RHS]mulrA -e [RHS]mulrDr [G * (u * Q)]mulrCA [G * Q]mulrC.
  by rewrite [G * (p * h)]mulrCA.
move=> /(multiple_eqp gE)[h sh ->].
have [u [v' [su sv e]]] : in_tangent_image k k2 p Q (gcdp p Q * h) by apply/two; exists h.
exists u, (G * v'); split=> //; first by apply/IH; exists v'.
by rewrite -[LHS]mulrA e -eP [LHS]mulrDr [G * (u * Q)]mulrCA [G * Q]mulrC [G * (p * v')]mulrCA.
Qed.

(** Without common roots of the P / P_i, at infinity either, the differential is surjective. *)
Corollary image_layers_coprimeP ks ps r : ks != [::] -> valid ks ps -> n_cofactor_roots ks ps = 0%N ->
  in_image ks ps r <-> (size r <= (degree ks).+1)%N.
Proof.
move=> ks0 v c0; apply: (iff_trans (image_layersP _ ks0 v)); rewrite c0 subn0.
move/eqP: c0; rewrite addn_eq0 => /andP[s0 _].
have P0 := prod_neq0 v; have G0 : cofactor_gcd ps != 0.
  apply: contraNneq P0; case: (ps) (ks) ks0 v => [|p ps'] [|k ks'] // _ _ e.
  by have := cofactor_gcd_dvdp p ps'; rewrite e dvd0p.
have /size_poly1P[a a0 ->] : size (cofactor_gcd ps) == 1%N.
  by move: G0 s0; rewrite -size_poly_gt0; case: (size _) => [|[]].
split=> [[h sh ->]|sr]; first by rewrite mul_polyC size_scale.
exists (a^-1 *: r); first by rewrite size_scale ?invr_eq0.
by rewrite mul_polyC scalerA divff // scale1r.
Qed.

End TangentImageLayers.
