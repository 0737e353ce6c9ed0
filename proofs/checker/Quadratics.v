(** * Quadratic forms, decided by elimination

    A quadratic form is the list of the rows of the upper triangle of its symmetric matrix.  [definite] shows by elimination without
    fractions that it is positive definite; [direction] proposes a vector at which it is negative, and the value there is computed. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf zify ssrZ.
From LCNCheck Require Import Integers Certificates Numbers Filters.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

Definition triangle : Type := seq (seq number).

Fixpoint triangle_add (s t : triangle) : triangle :=
  match s, t with
  | [::], _ => t
  | _, [::] => s
  | r :: s', r' :: t' => number_add r r' :: triangle_add s' t'
  end.

Definition triangle_scale (c : number) (s : triangle) : triangle := map (number_scale c) s.

Definition number_opp (c : number) : number := zscale (Zneg xH) c.

(** [a t - v v]: what the form [a x^2 + 2 x v + t] leaves after the square of [a x + v], times [a]. *)
Fixpoint complement (a : number) (v : seq number) (t : triangle) : triangle :=
  match v with
  | [::] => triangle_scale a t
  | x :: v' =>
    number_add (number_scale a (head [::] t)) (number_scale (number_opp x) v) :: complement a v' (behead t)
  end.

(** The entries of integers divided by an integer, if that leaves no rest: they are minors, and multiples of the pivot before. *)
Definition divided (d : number) (t : triangle) : triangle :=
  if d is [:: z] then
    let q := map (map (map (Z.div^~ z))) t in
    if all2 (all2 zequal) t (triangle_scale d q) then q else t
  else t.

Definition is_positive (f : option field) (c : number) : bool := if number_sign f c is Some Gt then true else false.
Definition is_negative (f : option field) (c : number) : bool := if number_sign f c is Some Lt then true else false.

(** The form in [n] variables is positive definite; [before] is the pivot before. *)
Fixpoint definite (f : option field) (n : nat) (before : number) (t : triangle) : bool :=
  match n, t with
  | 0, _ => true
  | S n', (a :: v) :: t' => is_positive f a && definite f n' a (divided before (complement a v t'))
  | _, _ => false
  end.

Fixpoint number_dot (s t : seq number) : number :=
  match s, t with x :: s', y :: t' => zadd (zmul x y) (number_dot s' t') | _, _ => [::] end.

(** The value of the form at [x]. *)
Fixpoint triangle_value (x : seq number) (t : triangle) : number :=
  match x, t with
  | x0 :: x', (a :: v) :: t' =>
    zadd (zmul x0 (zadd (zmul x0 a) (zscale (Zpos 2) (number_dot x' v)))) (triangle_value x' t')
  | _ :: x', [::] :: t' => triangle_value x' t'
  | _, _ => [::]
  end.

Definition unit_vector (n i : nat) : seq number := nseq i [::] ++ [:: Zpos xH] :: nseq (n - i.+1) [::].

(** A vector at which the form in [n] variables should be negative, if there is one. *)
Fixpoint direction (f : option field) (n : nat) (before : number) (t : triangle) : option (seq number) :=
  match n, t with
  | S n', (a :: v) :: t' =>
    if is_negative f a then Some ([:: Zpos xH] :: nseq n' [::])
    else if is_positive f a then
      if direction f n' a (divided before (complement a v t')) is Some y then
        Some (number_opp (number_dot y v) :: number_scale a y)
      else None
    else
      let i := find (fun c => is_negative f c || is_positive f c) v in
      if i < size v then
        let g := head [::] (nth [::] t' i) in let c := nth [::] v i in
        Some (number_opp (zadd [:: Zpos xH] (zmul g g)) :: number_scale c (unit_vector n' i))
      else if direction f n' before t' is Some y then Some ([::] :: y) else None
  | _, _ => None
  end.

(** ** Meaning *)

Local Open Scope ring_scope.

Section Forms.

Variables (R : rcfType) (V : lmodType R).
Implicit Types (x y : seq R) (v w : seq V) (s t : seq (seq V)).

Fixpoint combination x v : V :=
  match x, v with x0 :: x', v0 :: v' => x0 *: v0 + combination x' v' | _, _ => 0 end.

(** The quadratic form with coefficients in [V]. *)
Fixpoint quadratic x t : V :=
  match x, t with
  | x0 :: x', (a :: v) :: t' => x0 ^+ 2 *: a + (2%:R * x0) *: combination x' v + quadratic x' t'
  | _ :: x', [::] :: t' => quadratic x' t'
  | _, _ => 0
  end.

Lemma combination_nil x : combination x [::] = 0.
Proof. by case: x. Qed.

Lemma quadratic_nil x : quadratic x [::] = 0.
Proof. by case: x. Qed.

Lemma combination_cat x y v w : size x = size v -> combination (x ++ y) (v ++ w) = combination x v + combination y w.
Proof. by elim: x v => [|x0 x IH] [|v0 v] //= => [_|[/IH ->]]; rewrite ?add0r ?addrA. Qed.

Lemma combination_zeros x n : combination x (nseq n 0) = 0.
Proof. by elim: x n => [|x0 x IH] [|n] //=; rewrite IH scaler0 addr0. Qed.

End Forms.

Section Linear.

Variables (R : rcfType) (V W : lmodType R) (g : {linear V -> W}).

Lemma combination_map x (v : seq V) : g (combination x v) = combination x (map g v).
Proof. by elim: x v => [|x0 x IH] [|v0 v] /=; rewrite ?linear0 // linearP IH. Qed.

Lemma quadratic_map x (t : seq (seq V)) : g (quadratic x t) = quadratic x (map (map g) t).
Proof.
elim: x t => [|x0 x IH] [|[|a v] t] /=; rewrite ?linear0 ?IH //.
by rewrite !linearD !linearZ /= combination_map IH.
Qed.

End Linear.

Section Meaning.

Variable R : rcfType.
Implicit Types (a : R) (x y : seq R) (s t : triangle) (c d : number) (v w : seq number).

Definition form_of a t : seq (seq R^o) := map (map (ev a : number -> R^o)) t.

Definition total x : R := \sum_(z <- x) `|z|.

Lemma total_ge0 x : 0 <= total x.
Proof. by apply: sumr_ge0 => z _. Qed.

Lemma ev_opp a c : ev a (number_opp c) = - ev a c.
Proof. by rewrite /number_opp evZ -[Zneg xH]/(Z.opp (Zpos xH)) zrN zr1 mulN1r. Qed.

Lemma combination_add a x v w :
  combination x (map (ev a : number -> R^o) (number_add v w)) =
  combination x (map (ev a : number -> R^o) v) + combination x (map (ev a : number -> R^o) w).
Proof.
elim: x v w => [|x0 x IH] [|c v] [|d w] /=; rewrite ?addr0 ?add0r //.
by rewrite evD IH scalerDr addrACA.
Qed.

Lemma combination_scale a x c v :
  combination x (map (ev a : number -> R^o) (number_scale c v)) = ev a c * combination x (map (ev a : number -> R^o) v).
Proof.
elim: x v => [|x0 x IH] [|d v] /=; rewrite ?mulr0 //.
by rewrite evM IH mulrDr; congr (_ + _); rewrite /GRing.scale /= mulrCA.
Qed.

Lemma quadratic_add a x s t : quadratic x (form_of a (triangle_add s t)) = quadratic x (form_of a s) + quadratic x (form_of a t).
Proof.
elim: x s t => [|x0 x IH] [|r s] [|r' t] /=; rewrite ?addr0 ?add0r //.
have := combination_add a (x0 :: x) r r'.
case: r => [|c v]; case: r' => [|d w] /= _; rewrite ?IH ?add0r ?addr0 //.
- by rewrite addrCA.
- by rewrite addrA.
by rewrite evD combination_add !scalerDr !addrA [LHS](ACl (1*3*5*2*4*6)).
Qed.

Lemma quadratic_scale a x c t : quadratic x (form_of a (triangle_scale c t)) = ev a c * quadratic x (form_of a t).
Proof.
elim: x t => [|x0 x IH] [|[|d v] t] /=; rewrite ?mulr0 ?IH //.
by rewrite evM combination_scale !mulrDr /GRing.scale /= ![ev a c * (_ * _)]mulrCA.
Qed.

Lemma complementP a x c v t : quadratic x (form_of a (complement c v t)) =
  ev a c * quadratic x (form_of a t) - combination x (map (ev a : number -> R^o) v) ^+ 2.
Proof.
elim: v x t => [|d v IH] x t /=; first by rewrite quadratic_scale combination_nil expr0n subr0.
case: x => [|x0 x]; first by rewrite mulr0 expr0n subr0.
have -> : quadratic (x0 :: x) (form_of a t) =
    x0 ^+ 2 * ev a (head [::] (head [::] t)) + 2%:R * x0 * combination x (map (ev a : number -> R^o) (behead (head [::] t)))
    + quadratic x (form_of a (behead t)).
  case: t => [|[|b w] t] //=; rewrite ?ev_nil ?combination_nil ?mulr0 ?add0r ?quadratic_nil //.
set h := head [::] t.
have step (e : number) (w : seq number) : h = e :: w \/ (h = [::] /\ e = [::] /\ w = [::]) ->
   quadratic (x0 :: x) (form_of a ((number_add (number_scale c h) (number_scale (number_opp d) (d :: v))) :: complement c v (behead t)))
   = x0 ^+ 2 * (ev a c * ev a e - ev a d ^+ 2) + 2%:R * x0 * (ev a c * combination x (map (ev a : number -> R^o) w)
     - ev a d * combination x (map (ev a : number -> R^o) v)) + (ev a c * quadratic x (form_of a (behead t)) - combination x (map (ev a : number -> R^o) v) ^+ 2).
  case=> [->|[-> [-> ->]]] /=.
    by rewrite evD !evM ev_opp combination_add !combination_scale ev_opp IH !mulNr -expr2.
  by rewrite evM ev_opp combination_scale ev_opp IH combination_nil ev_nil !mulr0 !sub0r !mulNr -expr2.
rewrite (step (head [::] h) (behead h)); last by case: (h) => [|e w]; [right | left].
rewrite /= /GRing.scale /= sqrrD exprMn.
set A := ev a (head _ _); set B := combination x (map _ (behead h)); set E := combination x _; set F := quadratic x _.
have -> : x0 * ev a d * E *+ 2 = 2%:R * x0 * (ev a d * E) by rewrite -(mulr_natl (x0 * _ * _)) !mulrA.
move: (2%:R * x0) => T; rewrite !mulrBr !mulrDr !opprD ![ev a c * (_ * _)]mulrCA.
by rewrite [LHS](AC (2*2*2) ((1*3*5)*(2*4*6))).
Qed.

Lemma zequal_form a s t : all2 (all2 zequal) s t -> form_of a s = form_of a t.
Proof.
have rows v w : all2 zequal v w -> v = w by elim: v w => [|c v IH] [|d w] //= /andP[/zequalP -> /IH ->].
by elim: s t => [|r s IH] [|r' t] //= /andP[/rows -> /IH ->].
Qed.

(** A form divided by a positive number is positive where it was. *)
Lemma dividedP a d t : 0 < ev a d -> exists2 k, 0 < k & forall x, quadratic x (form_of a t) = k * quadratic x (form_of a (divided d t)).
Proof.
move=> d0; case: d d0 => [|z [|z' d]] d0 /=; try by exists 1 => [|x]; rewrite ?ltr01 ?mul1r.
case: ifP => [/(zequal_form a) e|_]; last by exists 1 => [|x]; rewrite ?ltr01 ?mul1r.
by exists (ev a [:: z]) => // x; rewrite e quadratic_scale.
Qed.

Lemma is_positiveP (f : option field) c a : check_number_field f -> field_root f a -> is_positive f c -> 0 < ev a c.
Proof. by move=> ok fa; rewrite /is_positive; case E: (number_sign f c) => [[]|] // _; have := number_signP ok fa E. Qed.

Lemma is_negativeP (f : option field) c a : check_number_field f -> field_root f a -> is_negative f c -> ev a c < 0.
Proof. by move=> ok fa; rewrite /is_negative; case E: (number_sign f c) => [[]|] // _; have := number_signP ok fa E. Qed.

Lemma combination_bound x (v : seq R^o) : `|combination x v| <= total v * total x.
Proof.
rewrite /total; elim: x v => [|x0 x IH] [|v0 v] /=; rewrite ?normr0 ?mulr_ge0 ?total_ge0 //.
rewrite !big_cons; apply: le_trans (ler_norm_add _ _) _; rewrite /GRing.scale /= normrM mulrDl mulrDr [`|x0| * _]mulrC.
rewrite -addrA ler_add2l; apply: le_trans (IH v) _; rewrite mulrDr addrA ler_addr addr_ge0 ?mulr_ge0 ?total_ge0 //.
Qed.

Theorem definiteP (f : option field) a n before t : check_number_field f -> field_root f a -> 0 < ev a before ->
  definite f n before t -> exists2 c, 0 < c & forall x, size x = n -> c * total x ^+ 2 <= quadratic x (form_of a t).
Proof.
move=> ok fa; elim: n before t => [|n IH] before t b0 /=.
  move=> _; exists 1 => [|[] //]; rewrite ?ltr01 // => _.
  by rewrite /total big_nil expr0n mulr0.
case: t => [|[|p v] t] // /andP[/(is_positiveP ok fa) p0].
have [k k0 kE] := dividedP (complement p v t) b0.
case/(IH _ _ p0) => c c0 cP; set V := total (map (ev a : number -> R^o) v); have V0 : 0 <= V := total_ge0 _.
set A := ev a p in p0.
pose W := (V + A) ^+ 2 + 1; have W0 : 0 < W by rewrite ltr_paddl ?ltr01 ?sqr_ge0.
pose m := Num.min 1 (k * c / W); have m0 : 0 < m by rewrite lt_minr ltr01 divr_gt0 ?mulr_gt0.
have m1 : m <= 1 by rewrite le_minl lexx.
have mW : m * W <= k * c by rewrite -ler_pdivl_mulr // le_minl lexx orbT.
exists (m * A / 2%:R) => [|[|x0 x] // [sx]]; first by rewrite divr_gt0 ?mulr_gt0 ?ltr0n.
have := cP x sx; have := complementP a x p v t; have := combination_bound x (map (ev a : number -> R^o) v); rewrite kE -/A -/V.
rewrite /total big_cons -/(total x) /= /GRing.scale /= -/A -/(form_of a t).
move: (total x) (total_ge0 x) (combination x _) (quadratic x (form_of a (divided _ _))) (quadratic x (form_of a t)) => Y Y0 L S g LV kS SY.
have AB : A * (x0 ^+ 2 * A + 2%:R * x0 * L + g) = (A * x0 + L) ^+ 2 + k * S.
  have cancel (b z l h : R) : b + z + l + (h - l) = b + z + h by rewrite addrA [_ + l + h]addrAC addrK.
  rewrite kS sqrrD exprMn cancel !mulrDr; congr (_ + _ + _).
    by rewrite mulrCA -expr2 mulrC.
  by rewrite -(mulr_natl (A * x0 * L)) !mulrA [A * 2%:R]mulrC.
rewrite -(ler_pmul2l p0) AB; set B := A * x0 + L.
have nB : A * (`|x0| + Y) <= `|B| + (V + A) * Y.
  have -> : A * (`|x0| + Y) = `|B - L| + A * Y by rewrite /B addrK normrM mulrDr (gtr0_norm p0).
  by rewrite mulrDl addrA ler_add2r; apply: le_trans (ler_norm_sub _ _) _; rewrite ler_add2l.
have sq : (A * (`|x0| + Y)) ^+ 2 <= 2%:R * (B ^+ 2 + (V + A) ^+ 2 * Y ^+ 2).
  apply: le_trans (_ : (`|B| + (V + A) * Y) ^+ 2 <= _).
    by rewrite ler_expn2r // nnegrE ?(le_trans _ nB) ?mulr_ge0 ?addr_ge0 // ltW.
  have := sqr_ge0 (`|B| - (V + A) * Y); rewrite sqrrB sqrrD exprMn real_normK ?num_real //.
  move: (B ^+ 2) (`|B| * _) (_ * Y ^+ 2) => b z y h; rewrite -subr_ge0; apply: le_trans h _.
  have -> : 2%:R * (b + y) - (b + z *+ 2 + y) = b - z *+ 2 + y; last by [].
  rewrite mulr_natl mulr2n !opprD -!addrA; congr (_ + _).
  by rewrite [LHS](AC (1*(1*(1*(1*(1*(1*1)))))) (5*(6*3)*(2*4)*(1*7))) /= !subrr !addr0.
have -> : A * (m * A / 2%:R * (`|x0| + Y) ^+ 2) = m / 2%:R * (A * (`|x0| + Y)) ^+ 2.
  by rewrite exprMn expr2 !mulrA [A * m]mulrC [m * A * A / _]mulrAC [m * A / _]mulrAC.
apply: le_trans (ler_wpmul2l _ sq) _; first by rewrite divr_ge0 ?ler0n // ltW.
rewrite mulrA divfK ?pnatr_eq0 // mulrDr; apply: ler_add; first by rewrite ler_pimull ?sqr_ge0.
have k0' := ltW k0; apply: le_trans (ler_wpmul2l k0' SY); rewrite (mulrA m) (mulrA k) ler_wpmul2r ?sqr_ge0 //.
by apply: le_trans mW; rewrite /W ler_wpmul2l ?ler_addl ?ler01 // ltW.
Qed.

Lemma number_dotP a (v w : seq number) : ev a (number_dot v w) = combination (map (ev a) v) (map (ev a : number -> R^o) w).
Proof. by elim: v w => [|c v IH] [|d w] /=; rewrite ?ev_nil // evD evM IH. Qed.

Lemma triangle_valueP a v t : ev a (triangle_value v t) = quadratic (map (ev a) v) (form_of a t).
Proof.
elim: v t => [|c v IH] [|[|b w] t] /=; rewrite ?ev_nil //.
rewrite evD evM evD evM evZ IH number_dotP; congr (_ + _); rewrite mulrDr mulrA -expr2; congr (_ + _).
by rewrite /GRing.scale /= mulrCA mulrA.
Qed.

End Meaning.
