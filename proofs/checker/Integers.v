(** * The same on lists of binary integers

    Everything that is computed: lists of integers [Z], constant term first, and their meaning in
    a ring.  A form is a list of its coefficients, that of [x^n] first. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify ssrZ.
From LCNCheck Require Import Variations Roots Arcs Cover.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

Fixpoint zadd (s t : seq Z) : seq Z :=
  match s, t with
  | [::], _ => t
  | _, [::] => s
  | a :: s', b :: t' => Z.add a b :: zadd s' t'
  end.

Definition zscale (c : Z) (s : seq Z) : seq Z := map (Z.mul c) s.

(** The product with [a + b X], [c] the coefficient before [s]. *)
Fixpoint zlinear_from (a b c : Z) (s : seq Z) : seq Z :=
  match s with
  | [::] => [:: Z.mul b c]
  | x :: s' => Z.add (Z.mul b c) (Z.mul a x) :: zlinear_from a b x s'
  end.

Definition zlinear (a b : Z) (s : seq Z) : seq Z := zlinear_from a b Z0 s.

(** Horner's scheme at [A : B], [A = a + b X], [B = c + d X]: [acc] is the value of the leading
    part, [power] the power of [B] for the next coefficient. *)
Fixpoint zsubst_from (a b c d : Z) (acc power : seq Z) (w : seq Z) : seq Z :=
  match w with
  | [::] => acc
  | x :: w' => zsubst_from a b c d (zadd (zlinear a b acc) (zscale x power)) (zlinear c d power) w'
  end.

Definition zsubst (a b c d : Z) (w : seq Z) : seq Z := zsubst_from a b c d [::] [:: Zpos xH] w.

Fixpoint zchanges_after (u : bool) (s : seq Z) : nat :=
  match s with
  | [::] => 0
  | Z0 :: s' => zchanges_after u s'
  | Zpos _ :: s' => if u then S (zchanges_after false s') else zchanges_after false s'
  | Zneg _ :: s' => if u then zchanges_after true s' else S (zchanges_after true s')
  end.

Fixpoint zvariations (s : seq Z) : nat :=
  match s with
  | [::] => 0
  | Z0 :: s' => zvariations s'
  | Zpos _ :: s' => zchanges_after false s'
  | Zneg _ :: s' => zchanges_after true s'
  end.

(** Zeros in front, and sign variations; [None] for a list of zeros. *)
Fixpoint zcount (s : seq Z) : option (nat * nat) :=
  match s with
  | [::] => None
  | Z0 :: s' => if zcount s' is Some (z, v) then Some (S z, v) else None
  | _ => Some (0, zvariations s)
  end.

(** Products of lists of coefficients, constant term first. *)
Fixpoint zmul (s t : seq Z) : seq Z :=
  match s with
  | [::] => [::]
  | [:: a] => zscale a t
  | a :: s' => zadd (zscale a t) (Z0 :: zmul s' t)
  end.

Fixpoint zpower (s : seq Z) (m : nat) : seq Z :=
  match m with 0 => [:: Zpos xH] | S m' => zmul s (zpower s m') end.

(** ** Meaning *)

Local Open Scope ring_scope.

Section Meaning.

Variable R : realDomainType.

Definition zr (z : Z) : R := (int_of_Z z)%:~R.

Lemma zrD a b : zr (Z.add a b) = zr a + zr b.
Proof. by rewrite /zr -rmorphD -rmorphD. Qed.

Lemma zrM a b : zr (Z.mul a b) = zr a * zr b.
Proof. by rewrite /zr -rmorphM -rmorphM. Qed.

Lemma zr0 : zr Z0 = 0. Proof. by []. Qed.

Lemma zr1 : zr (Zpos xH) = 1. Proof. by []. Qed.

Lemma zrN a : zr (Z.opp a) = - zr a.
Proof. by rewrite /zr -rmorphN -rmorphN. Qed.

Lemma zr_pos a : 0 < zr (Zpos a).
Proof. by rewrite /zr ltr0z /= ltz_nat; lia. Qed.

Lemma zr_neg a : zr (Zneg a) < 0.
Proof. by rewrite -[Zneg a]/(Z.opp (Zpos a)) zrN oppr_lt0 zr_pos. Qed.

Definition zpoly (s : seq Z) : {poly R} := Poly (map zr s).

Lemma zpolyD s t : zpoly (zadd s t) = zpoly s + zpoly t.
Proof.
elim: s t => [|a s IH] [|b t] //=; rewrite /zpoly /= ?add0r ?addr0 //.
rewrite !cons_poly_def -!/(zpoly _) IH zrD polyCD mulrDl.
by rewrite addrACA.
Qed.

Lemma zpolyZ c s : zpoly (zscale c s) = zr c *: zpoly s.
Proof.
elim: s => [|a s IH] /=; rewrite /zpoly /= ?scaler0 // !cons_poly_def -!/(zpoly _) IH zrM.
by rewrite scalerDr scalerAl -[in RHS]mul_polyC polyCM.
Qed.

Lemma map_zlinear_from a b c s :
  map zr (zlinear_from a b c s) = times_from (zr a) (zr b) (zr c) (map zr s).
Proof. by elim: s c => [|x s IH] c /=; rewrite ?IH ?zrD !zrM. Qed.

Lemma zpoly_linear a b s : zpoly (zlinear a b s) = ((zr a)%:P + zr b *: 'X) * zpoly s.
Proof. by rewrite /zpoly map_zlinear_from Poly_times_linear. Qed.

(** A form, leading coefficient first. *)
Definition form (w : seq Z) : {poly R} := Poly (rev (map zr w)).

Lemma form_rcons w x : form (rcons w x) = form w * 'X + (zr x)%:P.
Proof. by rewrite /form map_rcons rev_rcons /= cons_poly_def. Qed.

Lemma size_form w : (size (form w) <= size w)%N.
Proof. by rewrite (leq_trans (size_Poly _)) // size_rev size_map. Qed.

Lemma zpoly_subst_from a b c d v acc power w :
  let A := (zr a)%:P + zr b *: 'X in let B := (zr c)%:P + zr d *: 'X in
  v != [::] -> zpoly acc = subst (size v).-1 A B (form v) -> zpoly power = B ^+ size v ->
  zpoly (zsubst_from a b c d acc power w) = subst (size (v ++ w)).-1 A B (form (v ++ w)).
Proof.
move=> A B; elim: w v acc power => [|x w IH] v acc power v0 accE powE /=; first by rewrite cats0.
rewrite -cat_rcons; apply: IH; rewrite ?size_rcons /=.
- by rewrite -size_eq0 size_rcons.
- rewrite zpolyD zpoly_linear zpolyZ accE powE form_rcons -/A.
  have -> : form v * 'X + (zr x)%:P = form v * 'X - (- zr x)%:P by rewrite polyCN opprK.
  have [k kE] : exists k, size v = k.+1 by case: (v) v0 => // y s _; exists (size s).
  rewrite substB kE /= subst_mulX; congr (_ + _).
  rewrite /subst big_ord_recl big1 => [|i _]; last by rewrite coefC /= scale0r.
  by rewrite addr0 coefC /= subn0 expr0 mul1r scaleNr opprK.
by rewrite zpoly_linear powE exprS.
Qed.

Lemma zpoly_subst a b c d w :
  w != [::] ->
  zpoly (zsubst a b c d w)
    = subst (size w).-1 ((zr a)%:P + zr b *: 'X) ((zr c)%:P + zr d *: 'X) (form w).
Proof.
case: w => // x w _; rewrite /zsubst /=; apply: (@zpoly_subst_from a b c d [:: x]) => //=.
  rewrite /subst big_ord_recl big_ord0 addr0 /= mulr1 expr0 alg_polyC.
  by rewrite /zpoly /form /= !cons_poly_def !mul0r !add0r coefC /= zrD !zrM !zr0 !zr1 mulr0 mulr1 add0r.
rewrite expr1 /zpoly /= !cons_poly_def !mul0r !add0r zrD !zrM !zr0 !zr1 mulr0 !mulr1 add0r.
by rewrite mul_polyC addrC.
Qed.

Lemma changes_after_zr u s : changes_after u (map zr s) = zchanges_after u s.
Proof.
elim: s u => [|[|a|a] s IH] u //=; first by rewrite eqxx.
  by rewrite (gt_eqF (zr_pos a)) (lt_gtF (zr_pos a)) IH; case: u.
by rewrite (lt_eqF (zr_neg a)) (zr_neg a) IH; case: u.
Qed.

Lemma variations_zr s : variations (map zr s) = zvariations s.
Proof.
elim: s => [|[|a|a] s IH] //=; first by rewrite eqxx.
  by rewrite (gt_eqF (zr_pos a)) (lt_gtF (zr_pos a)) changes_after_zr.
by rewrite (lt_eqF (zr_neg a)) (zr_neg a) changes_after_zr.
Qed.

Lemma zcountP s z v :
  zcount s = Some (z, v) ->
  [/\ zpoly s != 0, zeros (zpoly s) = z & variations (zpoly s) = v].
Proof.
move=> sE; suff [s0 zE vE] : [/\ zpoly s != 0, zeros (map zr s) = z & zvariations s = v].
  by rewrite /zpoly variations_Poly zeros_Poly // variations_zr.
have cons_neq0 x t : zr x != 0 -> zpoly (x :: t) != 0.
  move=> x0; apply: contraNneq x0 => /polyP/(_ 0%N); rewrite /zpoly coef_Poly coef0 /=.
  by move->.
elim: s z v sE => [|[|a|a] s IH] z v //=.
- case: (zcount s) IH => [[z' v']|] // /(_ _ _ erefl)[s0 zE vE] [<- <-]; split=> //.
    by rewrite /zpoly /= cons_poly_def addr0 mulf_neq0 ?polyX_eq0.
  by rewrite eqxx zE.
- by case=> <- <-; rewrite (gt_eqF (zr_pos a)) cons_neq0 ?(gt_eqF (zr_pos a)).
by case=> <- <-; rewrite (lt_eqF (zr_neg a)) cons_neq0 ?(lt_eqF (zr_neg a)).
Qed.

Lemma zpoly_cons a s : zpoly (a :: s) = zpoly s * 'X + (zr a)%:P.
Proof. by rewrite /zpoly /= cons_poly_def. Qed.

Lemma zpolyM s t : zpoly (zmul s t) = zpoly s * zpoly t.
Proof.
elim: s => [|a [|b s] IH]; first by rewrite /zpoly /= mul0r.
  by rewrite zpolyZ zpoly_cons /zpoly /= mul0r add0r mul_polyC.
rewrite -[zmul _ _]/(zadd (zscale a t) (Z0 :: zmul (b :: s) t)) zpolyD zpolyZ.
rewrite [zpoly (Z0 :: _)]zpoly_cons IH [zpoly (a :: _)]zpoly_cons.
by rewrite zr0 addr0 [RHS]mulrDl addrC mul_polyC mulrAC.
Qed.

Lemma zpolyX s m : zpoly (zpower s m) = zpoly s ^+ m.
Proof.
elim: m => [|m IH] /=; last by rewrite zpolyM IH exprS.
by rewrite zpoly_cons /zpoly /= mul0r add0r expr0.
Qed.

Lemma zr_neq0 (a : Z) : ~~ Z.eqb a Z0 -> zr a != 0.
Proof. by case: a => [|a|a] // _; rewrite ?(gt_eqF (zr_pos a)) ?(lt_eqF (zr_neg a)). Qed.

End Meaning.
