(** Stride one: a form is representable exactly if it has enough real roots, and every
    form is representable exactly if at most one filter size is even. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyorder polyrcf zify.
From LCN Require Import RealRoots Factorisation Architecture Packing.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section StrideOne.

Variable R : rcfType.
Implicit Types (p q : {poly R}) (ks : seq nat).

(** Necessity: each filter of even size has a real root. *)
Lemma representable_n_proj_roots ks p :
    all (leq 1) ks -> p != 0 -> representable ks p ->
  (n_even ks <= n_proj_roots (degree ks).+1 p)%N.
Proof.
elim: ks p => // k ks IH p /= /andP[k1 ks1] p0 /representable_cons[p1 [p2 [s1 r2 e]]].
move: p0; rewrite e => p12; move: (p12); rewrite mulf_eq0 negb_or => /andP[p1_0 p2_0].
have s2 := representable_size ks1 r2.
have -> : (degree (k :: ks)).+1 = (k + (degree ks).+1).-1.
  by rewrite /degree /=; case: k k1 {s1}; move=> // k _; rewrite addnS.
rewrite n_proj_rootsM // /n_even /= leq_add //; last exact: IH.
have := n_proj_roots_parity p1_0 s1; case: k k1 {s1} => //= k _.
by rewrite negbK; case: (odd k) => //; case: (n_proj_roots _ _).
Qed.

(** Sufficiency: the linear and quadratic factors can be packed. *)
Lemma n_proj_roots_representable ks p :
    ks != [::] -> all (leq 1) ks -> p != 0 -> (size p <= (degree ks).+1)%N ->
    (n_even ks <= n_proj_roots (degree ks).+1 p)%N ->
  representable ks p.
Proof.
move=> ks0 ks1 p0 sp ep.
have [c [xs [qs [c0 e sxs hqs deg]]]] := real_factorisation p0.
pose rs := nseq ((degree ks).+1 - size p) 1 ++ [seq 'X - x%:P | x <- xs].
rewrite e; have -> : \prod_(x <- xs) ('X - x%:P) = \prod_(q <- rs) q.
  rewrite big_cat /= [X in X * _]big1_seq ?mul1r ?big_map //.
  by move=> q /andP[_ /nseqP[-> _]].
have srs : size rs = n_proj_roots (degree ks).+1 p.
  by rewrite size_cat size_nseq size_map sxs.
apply: representable_scale => //.
apply: pack_factors => //; last by rewrite srs.
- rewrite all_cat; apply/andP; split; apply/allP => q.
    by move=> /nseqP[-> _]; rewrite size_poly1.
  by move=> /mapP[x _ ->]; rewrite size_XsubC.
- by apply/allP => q /hqs[->].
- rewrite srs /n_proj_roots -sxs -addnA -deg.
  have : (0 < size p)%N by rewrite lt0n size_poly_eq0.
  by move: (size p) sp => a; lia.
Qed.

(** A non-zero form of degree n is a product of forms of the degrees k_i - 1 exactly if it has
    at least as many real projective roots, with multiplicity, as there are even k_i. *)
Theorem representableP ks p :
    ks != [::] -> all (leq 1) ks -> p != 0 -> (size p <= (degree ks).+1)%N ->
  representable ks p <-> (n_even ks <= n_proj_roots (degree ks).+1 p)%N.
Proof.
move=> ks0 ks1 p0 sp; split; first exact: representable_n_proj_roots.
exact: n_proj_roots_representable.
Qed.

(** The form (x^2 + y^2)^m of degree 2m or y (x^2 + y^2)^m of degree 2m + 1. *)
Definition missing_form (n : nat) : {poly R} := 'X ^+ odd n * ('X^2 + 1) ^+ n./2.

Let size_X21 : size ('X^2 + 1 : {poly R}) = 3%N.
Proof. by rewrite size_addl ?size_polyXn ?size_poly1. Qed.

Lemma size_missing_form n : size (missing_form n) = n.+1.
Proof.
have q0 : 'X^2 + 1 != 0 :> {poly R} by rewrite -size_poly_eq0 size_X21.
rewrite /missing_form size_mul ?expf_neq0 ?polyX_eq0 // size_polyXn.
rewrite -[size (('X^2 + 1 : {poly R}) ^+ n./2)]prednK ?lt0n ?size_poly_eq0 ?expf_neq0 // size_exp size_X21.
by lia.
Qed.

Lemma missing_form_neq0 n : missing_form n != 0.
Proof. by rewrite -size_poly_eq0 size_missing_form. Qed.

Lemma n_proj_roots_missing_form n : n_proj_roots n.+1 (missing_form n) = odd n.
Proof.
rewrite /n_proj_roots size_missing_form subnn add0n /missing_form.
rewrite n_real_rootsM -/(missing_form n) ?missing_form_neq0 // !n_real_roots_exp ?polyX_eq0 //.
  rewrite -['X]subr0 n_real_roots_XsubC muln1 n_real_roots_rootless ?muln0 ?addn0 // => x.
  by rewrite rootE !hornerE paddr_eq0 ?ler01 ?sqr_ge0 // oner_eq0 andbF.
by rewrite -size_poly_eq0 size_X21.
Qed.

(** With two or more even filter sizes, this form is missing. *)
Theorem missing_form_not_representable ks :
  all (leq 1) ks -> (2 <= n_even ks)%N -> ~ representable ks (missing_form (degree ks)).
Proof.
move=> ks1 e2 /(representable_n_proj_roots ks1 (missing_form_neq0 _)).
rewrite n_proj_roots_missing_form -(odd_n_even ks1) => le.
by case: (odd _) le => le; move: (leq_trans e2 le).
Qed.

(** The architecture is filling exactly if at most one filter size is even. *)
Theorem fillingP ks :
  ks != [::] -> all (leq 1) ks -> filling R ks <-> (n_even ks <= 1)%N.
Proof.
move=> ks0 ks1; split=> [fill|e1 p sp].
  rewrite leqNgt; apply/negP => e2; apply: (missing_form_not_representable ks1 e2).
  by apply: fill; rewrite size_missing_form.
have [->|p0] := eqVneq p 0; first exact: representable0.
apply/representableP => //.
have := n_proj_roots_parity p0 sp; rewrite /= -(odd_n_even ks1).
by case: (n_even ks) e1 => [|[|]] //= _; case: (n_proj_roots _ _).
Qed.

End StrideOne.
