(** * Descartes' rule on arcs that cover the projective line

    Breakpoints are pairs [(a, b)] that mean [a / b].  Between the points at infinity [(-1, 0)] and
    [(1, 0)], the ends of the line, they cut it into arcs.  *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify.
From LCNCheck Require Import Variations Roots Arcs ArcsBelow.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Cover.

Variable R : rcfType.
Variables (n : nat) (p : {poly R}).
Hypotheses (p0 : p != 0) (pn : (size p <= n.+1)%N).
Implicit Types (l r : R * R) (bs : seq (R * R)) (x : R).

Definition arc_of l r : {poly R} := arc_form l.1 l.2 r.1 r.2 n p.

(** No transformed polynomial is zero on the path from [l] through [bs]. *)
Fixpoint proper l bs : bool := if bs is r :: bs' then (arc_of l r != 0) && proper r bs' else true.

(** The sum of Descartes' bounds over the arcs of the path from [l] through [bs]. *)
Fixpoint total_room l bs : nat := if bs is r :: bs' then (room (arc_of l r) + total_room r bs')%N else 0%N.

Lemma nroots_eq (D E : pred R) : D =1 E -> nroots D p = nroots E p.
Proof. by move=> DE; apply: eq_bigl. Qed.

Lemma path_room l bs :
  proper l (rcons bs (1, 0)%R) ->
  (nroots (fun x => 0 <= l.2 * x - l.1)%R p + (l.2 == 0)%R * at_infinity n p
     <= total_room l (rcons bs (1, 0)%R))%N.
Proof.
elim: bs l => [|r bs IH] l /= /andP[nz prop].
  rewrite addn0; apply: leq_trans (room_arc p0 pn nz); rewrite leq_add2r.
  by apply: nroots_sub => x /=; rewrite /on_arc /= mul0r sub0r oppr_lt0 ltr01 andbT.
apply: leq_trans (leq_add (room_arc p0 pn nz) (IH _ prop)).
rewrite addnAC leq_add2r // (nroots_split _ (fun x => r.2 * x - r.1 < 0)).
rewrite addnA; apply: leq_trans (leq_addr _ _); apply: leq_add; apply: nroots_sub => x /andP[lx rx].
  by rewrite /on_arc lx.
by rewrite leNgt.
Qed.

(** Descartes' rule once round the projective line. *)
Theorem proots_le_room bs :
  proper (-1, 0) (rcons bs (1, 0)%R) -> (proots n p <= total_room (-1, 0)%R (rcons bs (1, 0)%R))%N.
Proof.
move/path_room => /=; rewrite eqxx mul1n addnC; apply: leq_trans.
by rewrite leq_add2l; apply: nroots_sub => x _; rewrite mul0r sub0r opprK ler01.
Qed.

(** The bounds from below, over the arcs of the path. *)
Fixpoint total_odd l bs : nat :=
  if bs is r :: bs' then (zeros (arc_of l r) + odd (variations (arc_of l r)) + total_odd r bs')%N else 0%N.

(** Breakpoints in strictly ascending order between [l] and infinity. *)
Fixpoint ascending l bs : bool :=
  if bs is r :: bs' then [&& 0 < r.2, l.1 * r.2 < r.1 * l.2 & ascending r bs'] else 0 < l.2.

Lemma path_odd l bs :
  0 <= l.2 -> ascending l bs -> proper l (rcons bs (1, 0)%R) ->
  (total_odd l (rcons bs (1, 0)%R)
     <= nroots (fun x => 0 <= l.2 * x - l.1)%R p + (l.2 == 0)%R * at_infinity n p)%N.
Proof.
elim: bs l => [|r bs IH] l l0 /=.
  move=> l2 /andP[nz _]; rewrite addn0.
  apply: leq_trans (arc_room l0 (lexx 0) _ p0 pn nz) _; first by rewrite mulr0 mul1r.
  by rewrite leq_add2r; apply: nroots_sub => x /andP[].
case/and3P=> r0 lr asc /andP[nz prop].
apply: leq_trans (leq_add (arc_room l0 (ltW r0) lr p0 pn nz) (IH _ (ltW r0) asc prop)) _.
rewrite (gt_eqF r0) mul0n addn0 addnAC leq_add2r.
rewrite [X in (_ <= X)%N](nroots_split _ (fun x => r.2 * x - r.1 < 0)) leq_add //.
apply: nroots_sub => x rx; rewrite -leNgt rx andbT subr_ge0.
have [l2z|l2n] := eqVneq l.2 0.
  rewrite l2z mul0r; move: lr; rewrite l2z mulr0 pmulr_llt0 //.
  exact: ltW.
have l2p : 0 < l.2 by rewrite lt0r l2n.
rewrite subr_ge0 in rx; rewrite -(ler_pmul2r r0) (le_trans (ltW lr)) //.
by rewrite [r.1 * _]mulrC -mulrA ler_pmul2l // [x * _]mulrC.
Qed.

(** The number of real roots is at least the orders at the breakpoints and one for each arc with an
    odd number of sign variations. *)
Theorem odd_le_proots b bs :
  ascending b bs -> 0 < b.2 -> proper (-1, 0) (rcons (b :: bs) (1, 0)%R) ->
  (total_odd (-1, 0)%R (rcons (b :: bs) (1, 0)%R) <= proots n p)%N.
Proof.
move=> asc b0 prop.
apply: leq_trans (path_odd (lexx 0 : 0 <= (-1 : R, 0 : R).2) _ prop) _.
  by rewrite /= b0 asc mulr0 mulN1r oppr_lt0 b0.
by rewrite /= eqxx mul1n addnC leq_add2l nroots_sub.
Qed.

End Cover.
