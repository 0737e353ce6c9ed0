(** Polyphase components and the largest divisor in (x^S, y^S).

    The components of [p] are the polynomials with the coefficients of the exponents congruent to c modulo S. Their greatest
    common divisor is the largest q such that q(x^S, y^S) divides [p].

    - [polyphase S c p]        the component of the class c;
    - [polyphase_gcd S p]      the greatest common divisor of the components;
    - [common_degree S n p]    the degree in t = x^S of the largest divisor D_S(p) of [p], as a form of
      degree n, that is a form in (x^S, y^S): the degree of the gcd and the common order at infinity. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import ConvMatrix.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Polyphase.

Variable F : fieldType.
Implicit Types (p q r : {poly F}) (S c n : nat).

Definition polyphase S c p : {poly F} := \poly_(j < size p) p`_(j * S + c).

Definition polyphase_gcd S p : {poly F} := \big[@gcdp F/0]_(c < S) polyphase S c p.

Definition common_degree S n p : nat :=
  ((size (polyphase_gcd S p)).-1 + (n.+1 - size p) %/ S)%N.

Lemma coef_polyphase S c p j : (0 < S)%N -> (polyphase S c p)`_j = p`_(j * S + c).
Proof.
move=> S0; rewrite coef_poly; case: ltnP => // pj; rewrite nth_default //.
by apply: leq_trans pj _; apply: leq_trans (leq_addr _ _); rewrite leq_pmulr.
Qed.

Lemma coef_comp_Xn p S i : (0 < S)%N ->
  (p \Po 'X^S)`_i = if (S %| i)%N then p`_(i %/ S) else 0.
Proof.
move=> S0; rewrite comp_polyE coef_sum; case: ifP => [/divnK e|nd]; last first.
  rewrite big1 // => a _; rewrite coefZ -exprM coefXn; case: eqP => [e|_]; last by rewrite mulr0.
  by rewrite e dvdn_mulr in nd.
have coefE a : (p`_a *: 'X^S ^+ a)`_i = if a == (i %/ S)%N then p`_a else 0.
  rewrite coefZ -exprM coefXn -{1}e mulnC eqn_pmul2l // eq_sym.
  by case: eqP; rewrite ?mulr1 ?mulr0.
under eq_bigr do rewrite coefE.
case: (ltnP (i %/ S) (size p)) => [lt|ge].
  by rewrite (bigD1 (Ordinal lt)) //= eqxx big1 ?addr0 // => a; rewrite -val_eqE /= => /negbTE ->.
rewrite nth_default // big1 // => a _; case: eqP => // e'.
by have := ltn_ord a; rewrite e' ltnNge ge.
Qed.

(** [p] is the sum of the x^c p_c(x^S). *)
Lemma polyphase_sum S p : (0 < S)%N ->
  p = \sum_(c < S) 'X^c * (polyphase S c p \Po 'X^S).
Proof.
move=> S0; apply/polyP => i; rewrite coef_sum.
have lt := ltn_pmod i S0; rewrite (bigD1 (Ordinal lt)) //= big1 ?addr0.
  rewrite coefXnM ltnNge leq_mod /= coef_comp_Xn //.
  have e : (i - i %% S = i %/ S * S)%N by rewrite {1}(divn_eq i S) addnK.
  by rewrite e dvdn_mull // mulnK // coef_polyphase // -divn_eq.
move=> c; rewrite -val_eqE /= => nc; rewrite coefXnM; case: ltnP => // ci.
rewrite coef_comp_Xn //; case: ifP => // d; case/negP: nc.
by rewrite eq_sym -[X in _ == X](modn_small (ltn_ord c)) eqn_mod_dvd.
Qed.

Lemma polyphaseD S c p q : (0 < S)%N ->
  polyphase S c (p + q) = polyphase S c p + polyphase S c q.
Proof. by move=> S0; apply/polyP => i; rewrite coefD !coef_polyphase // coefD. Qed.

Lemma polyphaseZ S c a p : (0 < S)%N -> polyphase S c (a *: p) = a *: polyphase S c p.
Proof. by move=> S0; apply/polyP => i; rewrite coefZ !coef_polyphase // coefZ. Qed.

Lemma polyphaseXn S c p : (c < S)%N -> polyphase S c ('X^S * p) = 'X * polyphase S c p.
Proof.
move=> cS; have S0 : (0 < S)%N by apply: leq_ltn_trans cS.
apply/polyP => -[|i]; rewrite coefXM coef_polyphase // coefXnM; first by rewrite mul0n add0n cS.
by rewrite /= coef_polyphase // mulSn -addnA ltnNge leq_addr /= addKn.
Qed.

(** The components of q(x^S) p are those of p, times q. *)
Lemma polyphaseM S c p q : (c < S)%N ->
  polyphase S c ((q \Po 'X^S) * p) = q * polyphase S c p.
Proof.
move=> cS; have S0 : (0 < S)%N by apply: leq_ltn_trans cS.
elim/poly_ind: q p => [|q a IH] p.
  by rewrite comp_poly0 !mul0r; apply/polyP => i; rewrite coef_polyphase // !coef0.
rewrite comp_polyD comp_polyM comp_polyX comp_polyC !mulrDl polyphaseD //.
rewrite -[(_ \Po _) * _ * p]mulrA.
by rewrite IH polyphaseXn // !mul_polyC polyphaseZ // mulrA.
Qed.

Lemma dvdp_big_gcdp (I : Type) (s : seq I) (f : I -> {poly F}) d :
  d %| \big[@gcdp F/0]_(i <- s) f i = all (fun i => d %| f i) s.
Proof. by elim: s => [|i s IH]; rewrite ?big_nil ?dvdp0 // big_cons dvdp_gcd IH. Qed.

Lemma dvdp_polyphase_gcd S p d :
  reflect (forall c : 'I_S, d %| polyphase S c p) (d %| polyphase_gcd S p).
Proof.
rewrite /polyphase_gcd dvdp_big_gcdp; apply: (iffP allP) => [h c|h c _]; last exact: h.
by apply: h; rewrite mem_index_enum.
Qed.

(** The gcd of the components is the largest q such that q(x^S) divides p. *)
Theorem comp_Xn_dvdp S p q : (0 < S)%N -> (q \Po 'X^S %| p) = (q %| polyphase_gcd S p).
Proof.
move=> S0; apply/idP/dvdp_polyphase_gcd => [/divpK <- c|h].
  by rewrite mulrC polyphaseM ?dvdp_mulr.
rewrite (polyphase_sum p S0); elim/big_rec: _ => [|c r _ dr]; first exact: dvdp0.
apply: dvdp_add => //; apply: dvdp_mull.
by have /divpK <- := h c; rewrite comp_polyM dvdp_mulIr.
Qed.

Lemma polyphase_gcd_neq0 S p : (0 < S)%N -> p != 0 -> polyphase_gcd S p != 0.
Proof.
move=> S0; apply: contraNneq => e; have := comp_Xn_dvdp p 0 S0.
by rewrite comp_poly0 e dvdpp dvd0p.
Qed.

Lemma polyphase_gcdM S p q : (0 < S)%N ->
  polyphase_gcd S ((q \Po 'X^S) * p) %= q * polyphase_gcd S p.
Proof.
move=> S0; rewrite /polyphase_gcd.
have -> : \big[@gcdp F/0]_(c < S) polyphase S c ((q \Po 'X^S) * p) =
          \big[@gcdp F/0]_(c < S) (q * polyphase S c p).
  by apply: eq_bigr => c _; rewrite polyphaseM.
elim/big_rec2: _ => [|c d e _ h]; first by rewrite mulr0 eqpxx.
apply: eqp_trans (eqp_gcdr _ h) _; rewrite eqp_sym; exact: mulp_gcdr.
Qed.

(** Dividing a form by a form q(x^S, y^S), of degree m in x^S, takes m from the common degree. *)
Lemma common_degreeM S n m p q :
    (0 < S)%N -> p != 0 -> q != 0 -> (size q <= m.+1)%N -> (size p <= n.+1)%N ->
  common_degree S (S * m + n) ((q \Po 'X^S) * p) = (m + common_degree S n p)%N.
Proof.
move=> S0 p0 q0 sq sp; rewrite /common_degree (eqp_size (polyphase_gcdM p q S0)).
have d0 := polyphase_gcd_neq0 S0 p0; have Sn : (1 < size ('X^S : {poly F}))%N by rewrite size_polyXn.
have qS0 : q \Po 'X^S != 0 by rewrite comp_poly_eq0.
rewrite !size_mul //; have := size_comp_poly q 'X^S; rewrite size_polyXn /=.
have sqS : (0 < size (q \Po 'X^S))%N by rewrite lt0n size_poly_eq0.
move=> e; have -> : size (q \Po 'X^S) = (S * (size q).-1).+1 by rewrite mulnC -e prednK.
have q_gt0 : (0 < size q)%N by rewrite lt0n size_poly_eq0.
have d_gt0 : (0 < size (polyphase_gcd S p))%N by rewrite lt0n size_poly_eq0.
have -> : ((S * m + n).+1 - ((S * (size q).-1).+1 + size p).-1 =
           (m - (size q).-1) * S + (n.+1 - size p))%N.
  rewrite mulnBl [(m * S)%N]mulnC [(_.-1 * S)%N]mulnC.
  have : (S * (size q).-1 <= S * m)%N by rewrite leq_mul2l; apply/orP; right; move: (size q) sq => a; lia.
  by move: (S * (size q).-1)%N (S * m)%N (size p) sp => a b c; lia.
rewrite divnMDl //; move: (size q) (size (polyphase_gcd S p)) (_ %/ S)%N q_gt0 d_gt0 sq.
by move=> a b x; clear; lia.
Qed.

End Polyphase.
