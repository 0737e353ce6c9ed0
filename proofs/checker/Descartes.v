(** * The Descartes count, computed

    [arc_counts w l bs] gives, for the arcs between [l] and the breakpoints [bs], the order of the
    form at the arc's first point and the number of sign variations of the form on the arc. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify ssrZ.
From LCNCheck Require Import Variations Roots Arcs Cover Integers.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** A point [(a, b)] is [a / b]. *)
Definition point : Type := Z * Z.

Definition minus_infinity : point := (Zneg xH, Z0).
Definition plus_infinity : point := (Zpos xH, Z0).

Fixpoint arc_counts (w : seq Z) (l : point) (bs : seq point) : option (seq (nat * nat)) :=
  match bs with
  | [::] => Some [::]
  | r :: bs' =>
    match zcount (zsubst (fst l) (fst r) (snd l) (snd r) w), arc_counts w r bs' with
    | Some c, Some cs => Some (c :: cs)
    | _, _ => None
    end
  end.

Definition line_counts (w : seq Z) (bs : seq point) : option (seq (nat * nat)) :=
  arc_counts w minus_infinity (rcons bs plus_infinity).

Definition upper_sum (cs : seq (nat * nat)) : nat := foldr (fun c m => c.1 + c.2 + m)%N 0%N cs.

(** An upper bound on the number of roots on the projective line; [None]: the form is zero. *)
Definition upper_bound (w : seq Z) (bs : seq point) : option nat :=
  option_map upper_sum (line_counts w bs).

Local Open Scope ring_scope.

Section Soundness.

Variable R : rcfType.
Implicit Types (w : seq Z) (l : point) (bs : seq point) (cs : seq (nat * nat)).

(** A point in [R]. *)
Definition pt l : R * R := (zr R l.1, zr R l.2).

Definition degree w : nat := (size w).-1.

Lemma arc_of_zsubst w l r :
  w != [::] -> arc_of (degree w) (form R w) (pt l) (pt r) = zpoly R (zsubst l.1 r.1 l.2 r.2 w).
Proof. by move=> w0; rewrite zpoly_subst. Qed.

Lemma arc_counts_neq0 w l bs cs : arc_counts w l bs = Some cs -> bs != [::] -> form R w != 0.
Proof.
case: bs => //= r bs; case wE: (zcount _) => [[z v]|] // _ _.
have [w0|w0] := eqVneq w [::]; first by move: wE; rewrite w0.
have [+ _ _] := zcountP R wE; rewrite -arc_of_zsubst //; apply: contraNneq => ->.
by rewrite /arc_of /arc_form /subst big1 // => i _; rewrite coef0 scale0r.
Qed.

Lemma arc_counts_proper w l bs cs :
  w != [::] -> arc_counts w l bs = Some cs ->
  proper (degree w) (form R w) (pt l) (map pt bs)
  /\ upper_sum cs = total_room (degree w) (form R w) (pt l) (map pt bs).
Proof.
move=> w0; elim: bs l cs => [|r bs IH] l cs /=; first by case=> <-.
case wE: (zcount _) => [[z v]|] //; case bE: (arc_counts _ _ _) => [cs'|] // [<-] /=.
have [+ zE vE] := zcountP R wE; rewrite -arc_of_zsubst // => -> /=.
have [-> ->] := IH _ _ bE; split=> //.
by rewrite /room arc_of_zsubst // zE vE.
Qed.

Lemma pt_plus_infinity : pt plus_infinity = (1, 0).
Proof. by []. Qed.

Lemma pt_minus_infinity : pt minus_infinity = (-1, 0).
Proof. by []. Qed.

Lemma degreeP w : form R w != 0 -> w != [::] /\ (size (form R w) <= (degree w).+1)%N.
Proof.
move=> p0; have w0 : w != [::] by apply: contraNneq p0 => ->.
by split=> //; rewrite /degree prednK ?size_form // lt0n size_eq0.
Qed.

(** The evidence "descartes": at most so many projective real roots. *)
Theorem upper_boundP w bs m :
  upper_bound w bs = Some m -> form R w != 0 /\ (proots (degree w) (form R w) <= m)%N.
Proof.
rewrite /upper_bound /line_counts; case csE: (arc_counts _ _ _) => [cs|] //= [<-].
have p0 : form R w != 0 by apply: arc_counts_neq0 csE _; rewrite -size_eq0 size_rcons.
have [w0 pn] := degreeP p0; have [] := arc_counts_proper w0 csE.
rewrite map_rcons pt_plus_infinity pt_minus_infinity => prop ->.
by split=> //; apply: proots_le_room.
Qed.

End Soundness.
