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

Definition lower_sum (cs : seq (nat * nat)) : nat := foldr (fun c m => c.1 + odd c.2 + m)%N 0%N cs.

(** Denominators are positive, and the breakpoints strictly ascending. *)
Fixpoint zascending (l : point) (bs : seq point) : bool :=
  match bs with
  | [::] => Z.ltb Z0 (snd l)
  | r :: bs' =>
    [&& Z.ltb Z0 (snd r), Z.ltb (Z.mul (fst l) (snd r)) (Z.mul (fst r) (snd l)) & zascending r bs']
  end.

(** Bounds on the number of roots on the projective line, from below and from above; [None] if the
    form is zero or the breakpoints are not in order. *)
Definition descartes_bounds (w : seq Z) (bs : seq point) : option (nat * nat) :=
  match bs with
  | [::] => None
  | b :: bs' =>
    if Z.ltb Z0 (snd b) && zascending b bs' then
      option_map (fun cs => (lower_sum cs, upper_sum cs)) (line_counts w bs)
    else None
  end.

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
  /\ (upper_sum cs = total_room (degree w) (form R w) (pt l) (map pt bs)
      /\ lower_sum cs = total_odd (degree w) (form R w) (pt l) (map pt bs)).
Proof.
move=> w0; elim: bs l cs => [|r bs IH] l cs /=; first by case=> <-.
case wE: (zcount _) => [[z v]|] //; case bE: (arc_counts _ _ _) => [cs'|] // [<-] /=.
have [+ zE vE] := zcountP R wE; rewrite -arc_of_zsubst // => -> /=.
have [-> [-> ->]] := IH _ _ bE; split=> //.
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
rewrite map_rcons pt_plus_infinity pt_minus_infinity => prop [-> _].
by split=> //; apply: proots_le_room.
Qed.

Lemma zr_lt a b : Z.ltb a b -> zr R a < zr R b.
Proof.
move=> ab; rewrite -subr_gt0 -zrN -zrD; case E: (Z.add _ _) => [|c|c]; rewrite ?zr_pos //; lia.
Qed.

Lemma zascendingP l bs : zascending l bs -> ascending (pt l) (map pt bs).
Proof.
elim: bs l => [|r bs IH] l /=; first by move/zr_lt.
by case/and3P=> /zr_lt r0 /zr_lt; rewrite !zrM => lr /IH ->; rewrite r0 lr.
Qed.

(** The evidence "descartes": bounds on the number of projective real roots from both sides. *)
Theorem descartes_boundsP w bs lo hi :
  descartes_bounds w bs = Some (lo, hi) ->
  form R w != 0 /\ (lo <= proots (degree w) (form R w) <= hi)%N.
Proof.
rewrite /descartes_bounds; case: bs => // b bs; case: ifP => // /andP[/zr_lt b0 /zascendingP asc].
case csE: (line_counts _ _) => [cs|] //= [<- <-].
have [p0 up] : form R w != 0 /\ (proots (degree w) (form R w) <= upper_sum cs)%N.
  by apply: (@upper_boundP _ (b :: bs)); rewrite /upper_bound csE.
split=> //; rewrite up andbT; have [w0 pn] := degreeP p0.
have := arc_counts_proper w0 csE; rewrite map_rcons => -[prop [_ ->]].
exact: odd_le_proots.
Qed.

End Soundness.
