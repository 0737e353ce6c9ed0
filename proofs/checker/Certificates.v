(** * Certificates about the number of real roots, and their checker

    A certificate holds a form with integer coefficients, a claim about the number of its roots on
    the real projective line, counted with multiplicity, and evidence.  [check] decides by
    computation on binary integers; [check_sound] says that what it accepts is true over every real
    closed field.  *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify ssrZ.
From LCNCheck Require Import Variations Roots Arcs Cover Integers Descartes Signs OddRoots.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

Fixpoint zequal (s t : seq Z) : bool :=
  match s, t with
  | [::], [::] => true
  | a :: s', b :: t' => Z.eqb a b && zequal s' t'
  | _, _ => false
  end.

(** How the real roots of one form are counted: Descartes' rule between breakpoints, or sign changes at points. *)
Inductive count : Type :=
  | Breakpoints of seq point
  | Points of seq point.

(** Bounds on the number of projective real roots, from below and from above. *)
Definition count_bounds (w : seq Z) (c : count) : option (nat * nat) :=
  match c with
  | Breakpoints bs => descartes_bounds w bs
  | Points ts => option_map (fun lo => (lo, (size w).-1)) (sign_changes w ts)
  end.

Record factor : Type := Factor { multiplicity : nat; factor_form : seq Z; factor_count : count }.

(** The product of the powers [A_m^m], constant term first. *)
Fixpoint product (fs : seq factor) : seq Z :=
  match fs with
  | [::] => [:: Zpos xH]
  | f :: fs' => zmul (zpower (rev (factor_form f)) (multiplicity f)) (product fs')
  end.

Fixpoint product_degree (fs : seq factor) : nat :=
  match fs with
  | [::] => 0
  | f :: fs' => (multiplicity f * (size (factor_form f)).-1 + product_degree fs')%N
  end.

Fixpoint product_bounds (fs : seq factor) : option (nat * nat) :=
  match fs with
  | [::] => Some (0, 0)
  | f :: fs' =>
    match count_bounds (factor_form f) (factor_count f), product_bounds fs' with
    | Some (lo, hi), Some (los, his) => Some (multiplicity f * lo + los, multiplicity f * hi + his)%N
    | _, _ => None
    end
  end.

(** [Factored d c fs]: the form times [d] is [c] times the product of the powers. *)
Inductive evidence : Type :=
  | Counted of count
  | Factored of Z & Z & seq factor.

(** The factors multiply to the form. *)
Definition factors_fit (w : seq Z) (d c : Z) (fs : seq factor) : bool :=
  [&& (size w).-1 == product_degree fs, ~~ Z.eqb d Z0, ~~ Z.eqb c Z0
    & zequal (zscale d (rev w)) (zscale c (product fs))].

Definition bounds (w : seq Z) (e : evidence) : option (nat * nat) :=
  match e with
  | Counted c => count_bounds w c
  | Factored d c fs =>
    if factors_fit w d c fs then product_bounds fs else None
  end.

(** Bounds on the number of projective real roots of odd multiplicity: sign changes bound it from below,
    and a root of odd multiplicity of a product of powers is one of a factor with an odd exponent. *)
Fixpoint product_odd_bound (fs : seq factor) : option nat :=
  match fs with
  | [::] => Some 0
  | f :: fs' =>
    match count_bounds (factor_form f) (factor_count f), product_odd_bound fs' with
    | Some (_, hi), Some his => Some (odd (multiplicity f) * hi + his)%N
    | _, _ => None
    end
  end.

Definition odd_bounds (w : seq Z) (e : evidence) : option (nat * nat) :=
  match e with
  | Counted (Points ts) => option_map (fun lo => (lo, (size w).-1)) (sign_changes w ts)
  | Counted (Breakpoints bs) => option_map (fun b => (0, b.2)) (descartes_bounds w bs)
  | Factored d c fs =>
    if factors_fit w d c fs then option_map (fun hi => (0, hi)) (product_odd_bound fs) else None
  end.

(** Numbers of roots with multiplicity, or of distinct roots of odd multiplicity. *)
Inductive claim : Type :=
  | AtLeast of nat
  | AtMost of nat
  | Exactly of nat
  | OddAtLeast of nat
  | OddAtMost of nat.

Record certificate : Type := Certificate { filter : seq Z; claimed : claim; shown_by : evidence }.

Definition check (c : certificate) : bool :=
  let within (b : option (nat * nat)) (accept : nat -> nat -> bool) :=
    if b is Some (lo, hi) then accept lo hi else false in
  let w := filter c in let e := shown_by c in
  match claimed c with
  | AtLeast m => within (bounds w e) (fun lo _ => m <= lo)
  | AtMost m => within (bounds w e) (fun _ hi => hi <= m)
  | Exactly m => within (bounds w e) (fun lo hi => (m <= lo) && (hi <= m))
  | OddAtLeast m => within (odd_bounds w e) (fun lo _ => m <= lo)
  | OddAtMost m => within (odd_bounds w e) (fun _ hi => hi <= m)
  end.

(** ** Soundness *)

Local Open Scope ring_scope.

Section Soundness.

Variable R : rcfType.
Implicit Types (w s t : seq Z) (c : count) (f : factor) (fs : seq factor).

Lemma formE w : form R w = zpoly R (rev w).
Proof. by rewrite /form /zpoly map_rev. Qed.

Lemma zequalP s t : zequal s t -> s = t.
Proof. by elim: s t => [|a s IH] [|b t] //= /andP[/Z.eqb_eq -> /IH ->]. Qed.

(** A form of degree [n] has at most [n] roots. *)
Lemma proots_le_degree n (p : {poly R}) : p != 0 -> (size p <= n.+1)%N -> (proots n p <= n)%N.
Proof.
move: {2}(nroots _ _) (erefl (nroots xpredT p)) => k; elim: k n p => [|k IH] n p pk p0 pn.
  by rewrite /proots pk addn0 leq_subr.
have [x [q [_ q0 pE qk]]] := nroots_peel p0 pk.
have sp : size p = (size q).+1 by rewrite pE size_monicM ?monicXsubC // size_XsubC.
case: n pn => [|n]; rewrite sp ltnS; first by rewrite leqn0 size_poly_eq0 (negPf q0).
move=> qn; have := IH n q qk q0 qn; rewrite /proots qk pk /at_infinity sp /= addnS ltnS.
by move: (size q) (size_poly_gt0 q); rewrite q0; case.
Qed.

Lemma count_boundsP w c lo hi :
  count_bounds w c = Some (lo, hi) ->
  form R w != 0 /\ (lo <= proots (degree w) (form R w) <= hi)%N.
Proof.
case: c => [bs|ts] /=; first exact: descartes_boundsP.
case sE: (sign_changes w ts) => [m|] //= [<- <-]; have [p0 ->] := sign_changesP R sE.
by have [_ pn] := degreeP p0; rewrite proots_le_degree.
Qed.

Lemma product_boundsP fs lo hi :
  product_bounds fs = Some (lo, hi) ->
  [/\ zpoly R (product fs) != 0, (size (zpoly R (product fs)) <= (product_degree fs).+1)%N
    & (lo <= proots (product_degree fs) (zpoly R (product fs)) <= hi)%N].
Proof.
elim: fs lo hi => [|f fs IH] lo hi /=.
  have -> : zpoly R [:: Zpos xH] = 1 by rewrite zpoly_cons /zpoly /= mul0r add0r.
  by case=> <- <-; rewrite oner_eq0 size_poly1 /proots /at_infinity size_poly1 -[1]/1%:P nroots_const.
case cE: (count_bounds _ _) => [[l h]|] //; case fsE: (product_bounds fs) => [[ls hs]|] // [<- <-].
have [p0 /andP[lp ph]] := count_boundsP cE; have [q0 qn /andP[lq qh]] := IH _ _ fsE.
have [_ pn] := degreeP p0; rewrite -/(degree _) zpolyM zpolyX -formE.
have pmn := size_exp_degree (multiplicity f) pn.
rewrite mulf_neq0 ?expf_neq0 // proots_mul ?expf_neq0 // proots_exp //; split=> //.
  apply: leq_trans (size_mul_leq _ _) _; rewrite -subn1 leq_subLR add1n -addSn -addnS.
  by rewrite leq_add.
by rewrite !leq_add ?leq_mul.
Qed.

Lemma factors_fitP w (d c : Z) fs :
  factors_fit w d c fs -> zpoly R (product fs) != 0 ->
  [/\ form R w != 0, degree w = product_degree fs, zr R d != 0, zr R c != 0
    & zr R d *: form R w = zr R c *: zpoly R (product fs)].
Proof.
case/and4P=> /eqP wn /(zr_neq0 R) d0 /(zr_neq0 R) c0 /zequalP eq q0.
have E : zr R d *: form R w = zr R c *: zpoly R (product fs) by rewrite formE -!zpolyZ eq.
split=> //; apply: contraTneq q0 => pE; move: E; rewrite pE scaler0 => /esym/eqP.
by rewrite scaler_eq0 (negPf c0) /= => ->.
Qed.

(** Every kind of evidence bounds the number of projective real roots. *)
Theorem boundsP w e lo hi :
  bounds w e = Some (lo, hi) -> form R w != 0 /\ (lo <= proots (degree w) (form R w) <= hi)%N.
Proof.
case: e => [c|d c fs] /=; first exact: count_boundsP.
case: ifP => // fit /product_boundsP[q0 qn le].
have [p0 -> d0 c0 E] := factors_fitP fit q0.
by split=> //; rewrite -(proots_scale _ _ d0) E proots_scale.
Qed.

Lemma podd_le_degree n (p : {poly R}) : p != 0 -> (size p <= n.+1)%N -> (podd n p <= n)%N.
Proof. by move=> p0 pn; apply: leq_trans (podd_le_proots n p) (proots_le_degree p0 pn). Qed.

Lemma product_odd_boundP fs hi :
  product_odd_bound fs = Some hi ->
  [/\ zpoly R (product fs) != 0, (size (zpoly R (product fs)) <= (product_degree fs).+1)%N
    & (podd (product_degree fs) (zpoly R (product fs)) <= hi)%N].
Proof.
elim: fs hi => [|f fs IH] hi /=.
  have -> : zpoly R [:: Zpos xH] = 1 by rewrite zpoly_cons /zpoly /= mul0r add0r.
  by case=> <-; rewrite oner_eq0 size_poly1 podd_le_degree ?oner_eq0 ?size_poly1.
case cE: (count_bounds _ _) => [[l h]|] //; case fsE: (product_odd_bound fs) => [hs|] // [<-].
have [p0 /andP[_ ph]] := count_boundsP cE; have [q0 qn qh] := IH _ fsE.
have [_ pn] := degreeP p0; rewrite -/(degree _) zpolyM zpolyX -formE.
have pmn := size_exp_degree (multiplicity f) pn.
rewrite mulf_neq0 ?expf_neq0 //; split=> //.
  apply: leq_trans (size_mul_leq _ _) _; rewrite -subn1 leq_subLR add1n -addSn -addnS.
  by rewrite leq_add.
apply: leq_trans (podd_mul _ q0 pmn qn) _; first by rewrite expf_neq0.
by rewrite leq_add //; apply: leq_trans (podd_exp _ p0 pn) _; rewrite leq_mul2l ph orbT.
Qed.

(** The same for distinct roots of odd multiplicity. *)
Theorem odd_boundsP w e lo hi :
  odd_bounds w e = Some (lo, hi) -> form R w != 0 /\ (lo <= podd (degree w) (form R w) <= hi)%N.
Proof.
case: e => [[bs|ts]|d c fs] /=.
- case bE: (descartes_bounds w bs) => [[l h]|] //= [<- <-].
  have [p0 /andP[_ ph]] := descartes_boundsP R bE.
  by split=> //; apply: leq_trans (podd_le_proots _ _) ph.
- case sE: (sign_changes w ts) => [m|] //= [<- <-]; have [p0 ->] := sign_changes_podd R sE.
  by have [_ pn] := degreeP p0; rewrite podd_le_degree.
case: ifP => // fit; case fE: (product_odd_bound fs) => [h|] //= [<- <-].
have [q0 _ le] := product_odd_boundP fE; have [p0 -> d0 c0 E] := factors_fitP fit q0.
by split=> //; rewrite -(podd_scale _ _ d0) E podd_scale.
Qed.

(** The meaning of a claim about the form of a certificate. *)
Definition holds w (k : claim) : Prop :=
  form R w != 0 /\
  match k with
  | AtLeast m => (m <= proots (degree w) (form R w))%N
  | AtMost m => (proots (degree w) (form R w) <= m)%N
  | Exactly m => proots (degree w) (form R w) = m
  | OddAtLeast m => (m <= podd (degree w) (form R w))%N
  | OddAtMost m => (podd (degree w) (form R w) <= m)%N
  end.

(** What the checker accepts is true over every real closed field. *)
Theorem check_sound (c : certificate) : check c -> holds (filter c) (claimed c).
Proof.
rewrite /check /holds; case: (claimed c) => m.
- case bE: (bounds _ _) => [[lo hi]|] // ml; have [p0 /andP[lp _]] := boundsP bE.
  by split=> //; apply: leq_trans lp.
- case bE: (bounds _ _) => [[lo hi]|] // hm; have [p0 /andP[_ ph]] := boundsP bE.
  by split=> //; apply: leq_trans hm.
- case bE: (bounds _ _) => [[lo hi]|] // /andP[ml hm]; have [p0 /andP[lp ph]] := boundsP bE.
  by split=> //; apply/eqP; rewrite eqn_leq (leq_trans ph) // (leq_trans ml).
- case bE: (odd_bounds _ _) => [[lo hi]|] // ml; have [p0 /andP[lp _]] := odd_boundsP bE.
  by split=> //; apply: leq_trans lp.
case bE: (odd_bounds _ _) => [[lo hi]|] // hm; have [p0 /andP[_ ph]] := odd_boundsP bE.
by split=> //; apply: leq_trans hm.
Qed.

End Soundness.
