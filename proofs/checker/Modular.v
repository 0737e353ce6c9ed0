(** * Square-free modulo p, computed

    [squarefree_at p w] is true only if the form [w] has no double root, real or complex.  Euclid's algorithm modulo [p] proposes multipliers [u], [v] with [u F + v F' = 1] modulo [p];
    nothing is proved about it, for the identity is checked by multiplication.  [p] need not be
    prime: the identity holds modulo every prime that divides [p]. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify ssrZ.
From LCNCheck Require Import Variations Roots Arcs Integers Descartes Squarefree.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

Fixpoint zderivative (s : seq Z) : seq Z :=
  match s with [::] => [::] | _ :: s' => zadd s' (Z0 :: zderivative s') end.

(** Remainders modulo [p], without zeros at the end. *)
Fixpoint zremainders (p : Z) (s : seq Z) : seq Z :=
  match s with
  | [::] => [::]
  | x :: s' =>
    match Z.modulo x p, zremainders p s' with
    | Z0, [::] => [::]
    | y, t => y :: t
    end
  end.

(** Euclid's algorithm on integers: [s] with [a s = gcd(a, p)] modulo [p]. *)
Fixpoint zinverse_from (fuel : nat) (r s r' s' : Z) : Z :=
  match fuel, r' with
  | 0, _ | _, Z0 => s
  | S fuel', _ =>
    let c := Z.div r r' in zinverse_from fuel' r' s' (Z.sub r (Z.mul c r')) (Z.sub s (Z.mul c s'))
  end.

(** The inverse of [a] modulo [p], if there is one. *)
Definition zinverse (p a : Z) : Z :=
  let fuel := Z.to_nat (Z.add (Z.mul (Zpos 2) (Z.log2 p)) (Zpos 4)) in
  Z.modulo (zinverse_from fuel (Z.modulo a p) (Zpos xH) p Z0) p.

Fixpoint zshift (k : nat) (s : seq Z) : seq Z := match k with 0 => s | S k' => Z0 :: zshift k' s end.

Definition combination : Type := seq Z * (seq Z * seq Z).

Definition subtract (p c : Z) (k : nat) (s t : seq Z) : seq Z :=
  zremainders p (zadd s (zscale (Z.opp c) (zshift k t))).

(** Euclid's algorithm on [a = u F + v G] and [b], modulo [p]. *)
Fixpoint euclid (fuel : nat) (p : Z) (a b : combination) : combination :=
  match fuel, b.1 with
  | 0, _ | _, [::] => a
  | S fuel', _ =>
    if size a.1 < size b.1 then euclid fuel' p b a else
    let c := Z.modulo (Z.mul (last Z0 a.1) (zinverse p (last Z0 b.1))) p in
    let k := (size a.1 - size b.1)%N in
    euclid fuel' p (subtract p c k a.1 b.1, (subtract p c k a.2.1 b.2.1, subtract p c k a.2.2 b.2.2)) b
  end.

Definition multipliers (p : Z) (f g : seq Z) : seq Z * seq Z :=
  let fuel := (4 * (size f + size g) + 4)%N in
  let: (r, (u, v)) :=
    euclid fuel p (zremainders p f, ([:: Zpos xH], [::])) (zremainders p g, ([::], [:: Zpos xH])) in
  let c := zinverse p (last Z0 r) in (zremainders p (zscale c u), zremainders p (zscale c v)).

(** The list of coefficients is 1 modulo [p]. *)
Definition is_one (p : Z) (s : seq Z) : bool :=
  match s with
  | [::] => false
  | x :: s' => Z.eqb (Z.modulo (Z.sub x (Zpos xH)) p) Z0 && all (fun y => Z.eqb (Z.modulo y p) Z0) s'
  end.

Definition is_unit (p a : Z) : bool := Z.eqb (Z.modulo (Z.sub (Z.mul a (zinverse p a)) (Zpos xH)) p) Z0.

Definition coprime_to_derivative (p : Z) (f : seq Z) : bool :=
  let g := zderivative f in let: (u, v) := multipliers p f g in
  [&& Z.ltb (Zpos xH) p, is_unit p (last Z0 f) & is_one p (zadd (zmul u f) (zmul v g))].

(** One leading coefficient may be zero: a simple root at infinity. *)
Definition squarefree_at (p : Z) (w : seq Z) : bool :=
  match w with
  | Z0 :: w' => coprime_to_derivative p (rev w')
  | _ => coprime_to_derivative p (rev w)
  end.

(** ** Soundness *)

Local Open Scope ring_scope.

Section Soundness.

Variable R : rcfType.

Lemma zpoly_derivative (T : realDomainType) s : zpoly T (zderivative s) = (zpoly T s)^`().
Proof.
elim: s => [|a s IH] /=; first by rewrite /zpoly /= deriv0.
by rewrite zpolyD zpoly_cons IH zr0 addr0 zpoly_cons derivMXaddC.
Qed.

Lemma toR_zpoly s : map_poly (intr : int -> R) (zpoly [realDomainType of int] s) = zpoly R s.
Proof.
rewrite /zpoly map_Poly -map_comp; congr Poly; apply: eq_map => z /=.
by rewrite /zr intz.
Qed.

Section Prime.

Variables (p : Z) (q : nat).
Hypotheses (q_prime : prime q) (qp : (q %| Z.to_nat p)%N) (p1 : Z.ltb (Zpos xH) p).

Definition residue (z : Z) : 'F_q := (int_of_Z z)%:~R.

Lemma residueM a b : residue (Z.mul a b) = residue a * residue b.
Proof. by rewrite /residue -rmorphM -rmorphM. Qed.

Lemma residueB a b : residue (Z.sub a b) = residue a - residue b.
Proof. by rewrite /residue -rmorphB -rmorphB. Qed.

Lemma residue_p : residue p = 0.
Proof.
have -> : residue p = (Z.to_nat p)%:R by move: p1; rewrite /residue; case: (p).
by apply/eqP; rewrite -(dvdn_charf (char_Fp q_prime)).
Qed.

Lemma residue_modulo z : Z.eqb (Z.modulo z p) Z0 -> residue z = 0.
Proof.
move=> /Z.eqb_eq z0; have -> : z = Z.mul p (Z.div z p) by have := Z.div_mod z p; lia.
by rewrite residueM residue_p mul0r.
Qed.

Lemma toF_zpoly s :
  map_poly (intr : int -> 'F_q) (zpoly [realDomainType of int] s) = Poly (map residue s).
Proof.
rewrite /zpoly map_Poly -map_comp; congr Poly; apply: eq_map => z /=.
by rewrite /zr /residue intz.
Qed.

Lemma is_oneP s : is_one p s -> map_poly (intr : int -> 'F_q) (zpoly [realDomainType of int] s) = 1.
Proof.
case: s => // x s /andP[/residue_modulo + s0]; rewrite residueB => /eqP; rewrite subr_eq0 => /eqP x1.
rewrite toF_zpoly /= cons_poly_def x1; suff -> : Poly (map residue s) = 0 by rewrite mul0r add0r.
elim: s s0 => //= y s IH /andP[/residue_modulo-> /IH sE].
by rewrite cons_poly_def sE mul0r add0r.
Qed.

Lemma is_unitP a : is_unit p a -> residue a != 0.
Proof.
move/residue_modulo; rewrite residueB residueM => /eqP; rewrite subr_eq0; apply: contraTneq => ->.
by rewrite mul0r eq_sym oner_eq0.
Qed.

End Prime.

Lemma coprime_to_derivativeP p f :
  coprime_to_derivative p f ->
  [/\ zpoly R f != 0, size (zpoly R f) = size f & coprimep (zpoly R f) (zpoly R f)^`()].
Proof.
rewrite /coprime_to_derivative; case: (multipliers _ _ _) => u v /and3P[p1 unit one].
pose q := pdiv (Z.to_nat p).
have q_prime : prime q by apply: pdiv_prime; lia.
have qp : (q %| Z.to_nat p)%N by apply: pdiv_dvd.
have lf := is_unitP q_prime qp p1 unit.
have lf0 : last Z0 f != Z0 by apply: contraNneq lf => ->.
have lb : ~~ Z.eqb (last Z0 f) Z0 by apply: contraNN lf0 => /Z.eqb_eq ->.
have sf (T : realDomainType) : zpoly T f = map (zr T) f :> seq T.
  by apply: (@PolyK _ (zr T Z0)); rewrite last_map zr_neq0.
have f0 : zpoly R f != 0.
  by rewrite -size_poly_eq0 sf size_map size_eq0; apply: contraNneq lf0 => ->.
split=> //; first by rewrite sf size_map.
pose F := zpoly [realDomainType of int] f; pose u' := zpoly [realDomainType of int] u.
pose v' := zpoly [realDomainType of int] v.
have lE : lead_coef F = int_of_Z (last Z0 f).
  by rewrite lead_coefE sf size_map -(size_map (zr [realDomainType of int])) nth_last
    -[0]/(zr [realDomainType of int] Z0) last_map /zr intz.
have one' : map_poly (intr : int -> 'F_q) (u' * F + v' * F^`()) = 1.
  by rewrite -zpoly_derivative -!zpolyM -zpolyD (is_oneP q_prime qp p1 one).
have := @coprime_modulo R q q_prime F F^`() u' v'.
by rewrite lE one' -deriv_map toR_zpoly => /(_ lf erefl).
Qed.

Lemma form_cons0 w : form R (Z0 :: w) = form R w.
Proof.
rewrite /form /= rev_cons zr0; elim: (rev _) => [|x s IH] /=; first by rewrite cons_poly_def mul0r add0r.
by rewrite !cons_poly_def IH.
Qed.

(** The form has simple roots only: it is coprime to its derivative, and infinity is a simple root at most. *)
Theorem squarefree_atP p w :
  squarefree_at p w ->
  [/\ form R w != 0, (at_infinity (degree w) (form R w) <= 1)%N & coprimep (form R w) (form R w)^`()].
Proof.
have E v : form R v = zpoly R (rev v) by rewrite /form /zpoly map_rev.
rewrite /squarefree_at; case: w => [|[|a|a] w] /coprime_to_derivativeP[]; rewrite -?E.
- by rewrite /form /= eqxx.
- move=> p0 sw cop; rewrite form_cons0; split=> //; rewrite /at_infinity sw size_rev /degree /=.
  by case: (size w) => // k; rewrite subSnn.
- by move=> p0 sw cop; split=> //; rewrite /at_infinity sw size_rev /degree subnn.
by move=> p0 sw cop; split=> //; rewrite /at_infinity sw size_rev /degree subnn.
Qed.

End Soundness.
