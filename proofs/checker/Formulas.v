(** * Polynomial inequalities at the coefficients of a filter, checked

    A formula is a list of alternatives; an alternative is a list of conditions; a condition compares a homogeneous polynomial
    in the filter's coefficients with zero. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf zify ssrZ.
From LCNCheck Require Import Integers Descartes Numbers Filters.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

(** An integer and the exponents of the coefficients. *)
Definition term : Type := Z * seq nat.

Inductive relation : Type := Below | Equal | Above | AtMostZero | AtLeastZero | NotZero.

Definition condition : Type := seq term * relation.
Definition formula : Type := seq (seq condition).

Fixpoint number_power (c : number) (n : nat) : number :=
  match n with 0 => [:: Zpos xH] | S n' => zmul c (number_power c n') end.

Fixpoint monomial (xs : seq number) (es : seq nat) : number :=
  match xs, es with
  | x :: xs', e :: es' => zmul (number_power x e) (monomial xs' es')
  | _, _ => [:: Zpos xH]
  end.

Fixpoint polynomial_value (xs : seq number) (p : seq term) : number :=
  match p with
  | [::] => [::]
  | (c, es) :: p' => zadd (zscale c (monomial xs es)) (polynomial_value xs p')
  end.

(** All terms have as many exponents as there are coefficients, and the same degree. *)
Definition of_degree (n d : nat) (p : seq term) : bool := all (fun t => (size t.2 == n) && (sumn t.2 == d)) p.

Definition homogeneous (n : nat) (p : seq term) : bool := of_degree n (if p is u :: _ then sumn u.2 else 0) p.

Definition relation_of_sign (r : relation) (s : comparison) : bool :=
  match r, s with
  | Below, Lt | Equal, Eq | Above, Gt | AtMostZero, (Lt | Eq) | AtLeastZero, (Gt | Eq) | NotZero, (Lt | Gt) => true
  | _, _ => false
  end.

Definition both (f : bool -> bool -> bool) (x y : option bool) : option bool :=
  match x, y with Some b, Some c => Some (f b c) | _, _ => None end.

Section Value.

Variables (f : option field) (xs : seq number).

Definition condition_value (c : condition) : option bool :=
  if homogeneous (size xs) c.1 then option_map (relation_of_sign c.2) (number_sign f (polynomial_value xs c.1)) else None.

Definition alternative_value (l : seq condition) : option bool := foldr (fun c => both andb (condition_value c)) (Some true) l.

Definition formula_value (p : formula) : option bool := foldr (fun l => both orb (alternative_value l)) (Some false) p.

End Value.

(** The filter satisfies the formula, or does not. *)
Definition check_formula (f : option field) (w : coefficients) (p : formula) (b : bool) : bool :=
  [&& check_number_field f, proper w & if formula_value f (numerators w) p is Some c then c == b else false].

(** ** Meaning *)

Local Open Scope ring_scope.

Section Meaning.

Variable R : rcfType.
Implicit Types (a v : R) (x : nat -> R) (w : coefficients).

Definition term_at x (t : term) : R := zr R t.1 * \prod_(i < size t.2) x i ^+ nth 0%N t.2 i.

Definition polynomial_at x (p : seq term) : R := \sum_(t <- p) term_at x t.

Definition related (r : relation) v : bool :=
  match r with
  | Below => v < 0 | Equal => v == 0 | Above => 0 < v | AtMostZero => v <= 0 | AtLeastZero => 0 <= v | NotZero => v != 0
  end.

Definition satisfies x (p : formula) : bool := has (all (fun c : condition => related c.2 (polynomial_at x c.1))) p.

(** The coefficients of the filter. *)
Definition coefficient a w (i : nat) : R := ev a (nth [::] (numerators w) i) / zr R (denominator w).

Lemma relatedP r v s : has_sign v s -> related r v = relation_of_sign r s.
Proof.
case: s => /= [->|v0|v0]; case: r => /=; rewrite ?eqxx ?ltxx ?lexx ?v0 ?(ltW v0) ?(lt_eqF v0) ?(gt_eqF v0) //.
- by rewrite ltNge ltW.
- by rewrite leNgt v0.
- by rewrite ltNge ltW.
by rewrite leNgt v0.
Qed.

Lemma ev_power a c n : ev a (number_power c n) = ev a c ^+ n.
Proof. by elim: n => [|n IH] /=; rewrite ?ev1 ?zr1 ?expr0 // evM IH exprS. Qed.

Lemma ev_monomial a xs es : size es = size xs ->
  ev a (monomial xs es) = \prod_(i < size es) ev a (nth [::] xs i) ^+ nth 0%N es i.
Proof.
elim: es xs => [|e es IH] [|y xs] //= => [_|[sz]]; first by rewrite big_ord0 ev1 zr1.
by rewrite big_ord_recl evM ev_power IH.
Qed.

Lemma polynomial_value_at a w p : proper w -> homogeneous (n_coefficients w) p ->
  exists2 k : R, 0 < k & ev a (polynomial_value (numerators w) p) = k * polynomial_at (coefficient a w) p.
Proof.
move=> pw; rewrite /homogeneous; set d := (X in of_degree _ X _); move: d => d; rewrite /of_degree => hp.
have D0 := proper_neq0 R pw.
exists (zr R (denominator w) ^+ d); first by rewrite exprn_gt0 // (zr_lt R pw).
elim: p hp => [|[c es] p IH] /=; first by rewrite /polynomial_at big_nil mulr0 ev_nil.
case/andP=> /andP[/eqP sz /eqP deg] /IH e; rewrite evD evZ e ev_monomial // /polynomial_at big_cons mulrDr; congr (_ + _).
rewrite /term_at /= mulrCA; congr (_ * _); rewrite /coefficient.
under [in RHS]eq_bigr do rewrite expr_div_n.
have dE : d = (\sum_(i < size es) nth 0 es i)%N by rewrite -deg sumnE (big_nth 0%N) big_mkord.
by rewrite big_split /= prodfV prodrXr -dE mulrC divfK // expf_neq0.
Qed.

Lemma condition_valueP (f : option field) a w c b : check_number_field f -> field_root f a -> proper w ->
  condition_value f (numerators w) c = Some b -> related c.2 (polynomial_at (coefficient a w) c.1) = b.
Proof.
move=> ok fa pw; rewrite /condition_value; case: ifP => // hom; case E: (number_sign _ _) => [s|] //= [<-].
have [k k0 e] := polynomial_value_at a pw hom; have := number_signP ok fa E; rewrite e => sg.
apply: relatedP; case: s {E} sg => /=; rewrite ?pmulr_rlt0 ?pmulr_rgt0 // => /eqP.
by rewrite mulf_eq0 (gt_eqF k0) /= => /eqP.
Qed.

(** What the checker accepts is true: the coefficients satisfy the formula, or they do not. *)
Theorem check_formula_sound (f : option field) a w p b : check_formula f w p b -> field_root f a ->
  satisfies (coefficient a w) p = b.
Proof.
case/and3P=> ok pw + fa; case E: (formula_value _ _ _) => [c|] // /eqP <-; elim: p c E => [|l p IH] c; first by case.
rewrite -[formula_value _ _ _]/(both orb (alternative_value f (numerators w) l) (formula_value f (numerators w) p)) /both.
case lE: (alternative_value _ _ _) => [b1|] //; case pE: (formula_value _ _ p) => [b2|] // [<-].
rewrite /= -(IH _ pE); congr (_ || _); elim: l b1 lE {IH pE} => [|d l IHl] b1; first by case.
rewrite -[alternative_value _ _ _]/(both andb (condition_value f (numerators w) d) (alternative_value f (numerators w) l)) /both.
case dE: (condition_value _ _ _) => [b3|] //; case llE: (alternative_value _ _ l) => [b4|] // [<-].
by rewrite /= (condition_valueP ok fa pw dE) (IHl _ llE).
Qed.

End Meaning.
