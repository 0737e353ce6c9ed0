(** * Membership in function spaces, checked

    The filter with coefficients [w], leading coefficient first, is an end-to-end filter of the
    architecture of stride one with filter sizes [ks] ([representable ks (form R w)]) exactly if it
    is zero or has at least as many projective real roots as there are even sizes.  So bounds on
    that number decide membership.  *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify ssrZ.
From LCN Require Import RealRoots Architecture StrideOne.
From LCNCheck Require Import Roots Integers Descartes Certificates.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

(** How membership is shown: from the architecture or the zero filter alone, or by counting roots. *)
Inductive membership_evidence : Type :=
  | Arithmetic
  | Roots of evidence.

Record membership : Type := Membership
  { sizes : seq nat; end_to_end : seq Z; member : bool; decided_by : membership_evidence }.

Definition check_membership (m : membership) : bool :=
  let ks := sizes m in let w := end_to_end m in
  [&& ks != [::], all (leq 1) ks, size w == (Architecture.degree ks).+1 &
    match decided_by m with
    | Arithmetic => member m && ((n_even ks <= 1) || all (fun x => Z.eqb x Z0) w)
    | Roots e =>
      match bounds w e with
      | Some (lo, hi) => if member m then n_even ks <= lo else hi < n_even ks
      | None => false
      end
    end].

(** ** Soundness *)

Local Open Scope ring_scope.

Section Soundness.

Variable R : rcfType.

Lemma n_proj_rootsE n (p : {poly R}) : p != 0 -> n_proj_roots n.+1 p = proots n p.
Proof.
move=> p0; rewrite /n_proj_roots /n_real_roots /proots /at_infinity /nroots.
by move: (size p) (size_poly_gt0 p); rewrite p0 => -[].
Qed.

Lemma representable_zero ks : ks != [::] -> all (leq 1) ks -> representable ks (0 : {poly R}).
Proof.
case: ks => // k ks _ /= /andP[_ ks1]; exists (0 :: nseq (size ks) 1); last first.
  by rewrite big_cons mul0r.
rewrite /= size_poly0 /=; elim: ks ks1 => //= k' ks IH /andP[k1 /IH ->].
by rewrite size_poly1 k1.
Qed.

Lemma form_zero w : all (fun x => Z.eqb x Z0) w -> form R w = 0.
Proof.
move=> w0; rewrite formE; have : all (fun x => Z.eqb x Z0) (rev w) by rewrite all_rev.
elim: (rev w) => [|x s IH] /=; first by [].
by case/andP=> /Z.eqb_eq -> /IH sE; rewrite zpoly_cons sE zr0 mul0r addr0.
Qed.

(** What the checker accepts is true: the filter is, or is not, an end-to-end filter. *)
Theorem check_membership_sound (m : membership) :
  check_membership m ->
  if member m then representable (sizes m) (form R (end_to_end m))
  else ~ representable (sizes m) (form R (end_to_end m)).
Proof.
case: m => ks w b ev; rewrite /check_membership /= => /and4P[ks0 ks1 /eqP wn].
have sw : (size (form R w) <= (Architecture.degree ks).+1)%N by rewrite -wn size_form.
have dE : Descartes.degree w = Architecture.degree ks by rewrite /Descartes.degree wn.
case: ev => [|e].
  case/andP=> -> /orP[e1|/form_zero ->]; last exact: representable_zero.
  by have [_ fill] := fillingP R ks0 ks1; apply: fill.
case bE: (bounds w e) => [[lo hi]|] //.
have [p0] := boundsP R bE; rewrite dE -(n_proj_rootsE _ p0) => /andP[lp ph].
have [only if_] := representableP ks0 ks1 p0 sw.
case: b => le; first by apply: if_; apply: leq_trans lp.
by move/only; rewrite leqNgt (leq_ltn_trans ph).
Qed.

End Soundness.
