(** * Descartes' rule on arcs that cover the projective line

    Breakpoints are pairs [(a, b)] that mean [a / b].  Between the points at infinity [(-1, 0)] and
    [(1, 0)], the ends of the line, they cut it into arcs.  *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify.
From LCNCheck Require Import Variations Roots Arcs.

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

End Cover.
