(** * Interior and boundary points of function spaces, checked

    The filter with coefficients [w], leading coefficient first, is an interior point of the function
    space of the architecture of stride one with filter sizes [ks] if all filters close to it are
    end-to-end filters ([interior ks (form R w)]); it is a boundary point if it is one itself and
    filters arbitrarily close are not ([on_boundary ks (form R w)]).  The number of real roots of odd
    multiplicity decides.  *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify ssrZ.
From LCN Require Import RealRoots OddRoots Architecture StrideOne Interior Boundary.
From LCNCheck Require Import Roots Integers Descartes OddRoots Certificates Membership.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

Record position : Type := Position
  { layers : seq nat; located : seq Z; inside : bool; located_by : membership_evidence }.

Definition check_position (c : position) : bool :=
  let ks := layers c in let w := located c in let e := n_even ks in
  [&& ks != [::], all (leq 1) ks, size w == (Architecture.degree ks).+1 &
    match located_by c with
    | Arithmetic => if inside c then e <= 1 else (1 < e) && all (fun x => Z.eqb x Z0) w
    | Roots ev =>
      match bounds w ev, odd_bounds w ev with
      | Some (lo, _), Some (odd_lo, odd_hi) => if inside c then e <= odd_lo else (e <= lo) && (odd_hi + 2 <= e)
      | _, _ => false
      end
    end].

(** ** Soundness *)

Local Open Scope ring_scope.

(** A form of the function space, with forms outside it arbitrarily close. *)
Definition on_boundary (R : rcfType) (ks : seq nat) (p : {poly R}) : Prop :=
  representable ks p /\
  forall d, 0 < d ->
  exists q : {poly R}, [/\ (size q <= (Architecture.degree ks).+1)%N, close d p q & ~ representable ks q].

Section Soundness.

Variable R : rcfType.
Implicit Types (p q : {poly R}) (ks : seq nat).

Lemma n_odd_rootsE n p : p != 0 -> n_odd_roots n.+1 p = podd n p.
Proof.
move=> p0; rewrite /n_odd_roots /odd_roots /podd /nodd /at_infinity size_filter -sum1_count big_mkcond /=.
by congr (odd _ + _)%N; move: (size p) (size_poly_gt0 p); rewrite p0 => -[].
Qed.

Lemma representable_scaled (c : R) ks p : c != 0 -> ks != [::] -> representable ks (c *: p) -> representable ks p.
Proof.
move=> c0; case: ks => // k ks _ /representable_cons[p1 [p2 [s1 r2 e]]].
apply/representable_cons; exists (c^-1 *: p1), p2; split=> //.
  exact: leq_trans (size_scale_leq _ _) s1.
by rewrite -scalerAl -e scalerA mulVf ?scale1r.
Qed.

(** Zero is a boundary point if there are missing forms: small multiples of one are close to it. *)
Lemma zero_on_boundary ks : ks != [::] -> all (leq 1) ks -> (1 < n_even ks)%N -> on_boundary ks (0 : {poly R}).
Proof.
move=> ks0 ks1 e2; split=> [|d d0]; first exact: representable_zero.
have [c c0 small] := small_multiple (missing_form R (Architecture.degree ks)) d0.
exists (c *: missing_form R (Architecture.degree ks)); split.
- by apply: leq_trans (size_scale_leq _ _) _; rewrite size_missing_form.
- by move=> i; rewrite coef0 subr0.
by move/(representable_scaled (lt0r_neq0 c0) ks0); apply: missing_form_not_representable.
Qed.

Lemma few_odd_on_boundary ks p :
  ks != [::] -> all (leq 1) ks -> p != 0 -> (size p <= (Architecture.degree ks).+1)%N ->
  (n_even ks <= proots (Architecture.degree ks) p)%N -> (podd (Architecture.degree ks) p + 2 <= n_even ks)%N ->
  on_boundary ks p.
Proof.
move=> ks0 ks1 p0 sp le few; split=> [|d d0].
  by apply/(representableP ks0 ks1 p0 sp); rewrite n_proj_rootsE.
have [q [q0 sq cl nE]] := perturbation p0 sp d0; exists q; split=> //.
move/(representable_n_proj_roots ks1 q0); rewrite nE n_odd_rootsE // => le'.
by move: (podd _ _) (n_even _) few le' => a b; lia.
Qed.

(** What the checker accepts is true. *)
Theorem check_position_sound (c : position) :
  check_position c ->
  if inside c then interior (layers c) (form R (located c)) else on_boundary (layers c) (form R (located c)).
Proof.
case: c => ks w b ev; rewrite /check_position /= => /and4P[ks0 ks1 /eqP wn].
have sw : (size (form R w) <= (Architecture.degree ks).+1)%N by rewrite -wn size_form.
have dE : Descartes.degree w = Architecture.degree ks by rewrite /Descartes.degree wn.
case: ev => [|e].
  case: b => [e1|/andP[e2 /form_zero ->]]; last exact: zero_on_boundary.
  have [_ fill] := fillingP R ks0 ks1.
  by split=> //; exists 1; [exact: ltr01 | move=> q sq _; apply: fill].
case bE: (bounds w e) => [[lo hi]|] //; case oE: (odd_bounds w e) => [[odd_lo odd_hi]|] //.
have [p0] := boundsP R bE; rewrite dE => /andP[lp _].
have [_] := odd_boundsP R oE; rewrite dE => /andP[ol oh].
case: b => [le|/andP[le few]].
  by apply/(interiorP ks0 ks1 p0 sw); rewrite n_odd_rootsE //; apply: leq_trans ol.
apply: few_odd_on_boundary => //; first exact: leq_trans lp.
by apply: leq_trans few; rewrite leq_add2r.
Qed.

End Soundness.
