(** * Descartes' rule on an arc of the projective line

    The points [l1 : l2] and [r1 : r2] cut an arc out of the projective line, from the first up to
    the second: [u] in [[0, +oo[] goes to [l1 + r1 u : l2 + r2 u].  [subst n A B p] is the form [p]
    of degree [n] at [A : B].  [room_arc] bounds the number of roots on the half-open arc from
    above, [arc_room] from below.  *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify.
From LCNCheck Require Import Variations Roots.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Substitution.

Variable R : comRingType.
Implicit Types (A B p q : {poly R}) (n : nat).

Definition subst n A B p : {poly R} := \sum_(i < n.+1) p`_i *: (A ^+ i * B ^+ (n - i)).

Lemma substB n A B p q : subst n A B (p - q) = subst n A B p - subst n A B q.
Proof. by rewrite /subst -sumrB; apply: eq_bigr => i _; rewrite coefB scalerBl. Qed.

Lemma substZ n A B c p : subst n A B (c *: p) = c *: subst n A B p.
Proof. by rewrite /subst scaler_sumr; apply: eq_bigr => i _; rewrite coefZ scalerA. Qed.

Lemma subst_mulX n A B p : subst n.+1 A B (p * 'X) = A * subst n A B p.
Proof.
rewrite /subst big_ord_recl coefMX scale0r add0r mulr_sumr; apply: eq_bigr => i _.
by rewrite coefMX /= subSS exprS -mulrA scalerAr.
Qed.

Lemma subst_raise n A B p : (size p <= n.+1)%N -> subst n.+1 A B p = B * subst n A B p.
Proof.
move=> pn; rewrite /subst big_ord_recr /= nth_default // scale0r addr0 mulr_sumr.
by apply: eq_bigr => i _ /=; rewrite subSn -1?ltnS // exprS mulrCA scalerAr.
Qed.

Lemma subst_mul_linear n A B x p :
  (size p <= n.+1)%N -> subst n.+1 A B (('X - x%:P) * p) = (A - x *: B) * subst n A B p.
Proof.
move=> pn; rewrite mulrBl [_ * p]mulrC substB subst_mulX mul_polyC substZ subst_raise //.
by rewrite mulrBl scalerAl.
Qed.

Lemma subst_raiseD n k A B p :
  (size p <= n.+1)%N -> subst (n + k) A B p = B ^+ k * subst n A B p.
Proof.
move=> pn; elim: k => [|k IH]; first by rewrite addn0 expr0 mul1r.
by rewrite addnS subst_raise ?(leq_trans pn) ?ltnS ?leq_addr // IH exprS mulrA.
Qed.

Lemma horner_subst n A B p u :
  (subst n A B p).[u] = \sum_(i < n.+1) p`_i * (A.[u] ^+ i * B.[u] ^+ (n - i)).
Proof. by rewrite horner_sum; apply: eq_bigr => i _; rewrite !hornerE !horner_exp. Qed.

End Substitution.

Section Arcs.

Variable R : rcfType.
Implicit Types (p q : {poly R}) (n : nat) (x u : R).

Lemma horner_subst_field n (A B : {poly R}) p u :
  (size p <= n.+1)%N -> B.[u] != 0 -> (subst n A B p).[u] = B.[u] ^+ n * p.[A.[u] / B.[u]].
Proof.
move=> pn Bu; rewrite horner_subst (horner_coef_wide _ pn) mulr_sumr; apply: eq_bigr => i _.
rewrite expr_div_n [RHS]mulrCA; congr (_ * _); rewrite [RHS]mulrCA; congr (_ * _).
by rewrite -expfB_cond // (negPf Bu) add0n -ltnS ltn_ord.
Qed.

Section OneArc.

Variables l1 l2 r1 r2 : R.

(** The half-open arc from [l1 / l2] to [r1 / r2]. *)
Definition on_arc x := (0 <= l2 * x - l1) && (r2 * x - r1 < 0).

Definition arc_form n p := subst n (l1%:P + r1 *: 'X) (l2%:P + r2 *: 'X) p.

Lemma arc_form_linear n x p :
  (size p <= n.+1)%N ->
  arc_form n.+1 (('X - x%:P) * p) = ((l1 - x * l2)%:P + (r1 - x * r2) *: 'X) * arc_form n p.
Proof.
move=> pn; rewrite /arc_form subst_mul_linear //; congr (_ * _).
by rewrite scalerDr opprD addrACA polyCB polyCM mul_polyC scalerA scalerBl.
Qed.

Lemma room_at_infinity n p :
  p != 0 -> (size p <= n.+1)%N -> arc_form n p != 0 ->
  ((l2 == 0)%R * at_infinity n p <= room (arc_form n p))%N.
Proof.
have [l20|//] := eqVneq l2 0; rewrite mul1n /at_infinity /arc_form l20 => p0 pn.
have -> : n = ((size p).-1 + (n - (size p).-1))%N by rewrite subnKC //; case: (size p) pn.
rewrite addKn subst_raiseD; last by rewrite prednK ?size_poly_gt0.
move: (n - _)%N => k; set q := subst _ _ _ _; rewrite polyC0 add0r => nz.
elim: k nz => // k IH nz; apply: leq_trans (_ : _ <= (room ((r2 *: 'X) ^+ k * q)).+1)%N _.
  by rewrite ltnS IH //; move: nz; rewrite exprS -mulrA mulf_eq0 negb_or => /andP[].
move: nz; rewrite exprS -mulrA mulf_eq0 negb_or => /andP[rX nz].
have r0 : r2 != 0 by apply: contraNneq rX => ->; rewrite scale0r.
have := @room_mul_linear _ 0 r2 _ _ nz.
by rewrite polyC0 add0r eqxx r0; apply.
Qed.

(** Descartes' rule on the arc. *)
Theorem room_arc n p :
  p != 0 -> (size p <= n.+1)%N -> arc_form n p != 0 ->
  (nroots on_arc p + (l2 == 0)%R * at_infinity n p <= room (arc_form n p))%N.
Proof.
move: {2}(nroots _ _) (erefl (nroots on_arc p)) => k.
elim: k n p => [|k IH] n p pk p0 pn nz; first by rewrite pk add0n room_at_infinity.
have [x [q [Dx q0 pE qk]]] := nroots_peel p0 pk.
have sp : size p = (size q).+1 by rewrite pE size_monicM ?monicXsubC // size_XsubC.
case: n pn nz => [|n]; rewrite sp ltnS; first by rewrite leqn0 size_poly_eq0 (negPf q0).
rewrite pk pE => qn; rewrite arc_form_linear // mulf_eq0 negb_or => /andP[lin nz].
have -> : at_infinity n.+1 (('X - x%:P) * q) = at_infinity n q.
  by rewrite -pE /at_infinity sp /=; move: (size q) (size_poly_gt0 q); rewrite q0; case.
have := IH n q qk q0 qn nz; rewrite qk addSn -ltnS => /leq_trans; apply.
apply: room_mul_linear => //; case/andP: Dx; rewrite ![_ * x]mulrC subr_ge0 subr_lt0 le_eqVlt.
case/orP => [/eqP l0 r0|l0 r0]; first by rewrite l0 subrr eqxx subr_eq0 gt_eqF.
by rewrite nmulr_rlt0 ?subr_lt0 // subr_gt0 r0 orbT.
Qed.

End OneArc.

End Arcs.
