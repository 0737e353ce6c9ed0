(** The boundary of the function space for stride one.

    With fewer than e real projective roots of odd multiplicity, forms arbitrarily close are missing: if P = Q^2 L, where
    L has those roots only, take (Q^2 + eps (x^2 + y^2)^d) L. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyorder polyrcf zify.
From LCN Require Import RealRoots OddRoots Architecture StrideOne Interior.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Boundary.

Variable R : rcfType.
Implicit Types (p q r : {poly R}) (x y z d : R) (k n : nat) (ks : seq nat).

(** A multiple of any form, small enough. *)
Lemma small_multiple p d : 0 < d -> exists2 e, 0 < e & forall i, `|(e *: p)`_i| < d.
Proof.
move=> d0; pose B := \sum_(i < size p) `|p`_i|.
have B0 : 0 <= B by apply: sumr_ge0.
have B1 : 0 < B + 1 by rewrite ltr_paddl.
exists (d / (B + 1)) => [|i]; first by rewrite divr_gt0.
rewrite coefZ normrM gtr0_norm ?divr_gt0 // mulrAC ltr_pdivr_mulr // ltr_pmul2l //.
have [pi|ip] := leqP (size p) i; first by rewrite nth_default // normr0.
apply: (@le_lt_trans _ _ B); last by rewrite ltr_addl ltr01.
rewrite /B (bigD1 (Ordinal ip)) //= ler_addl.
by apply: sumr_ge0.
Qed.

(** A square plus a positive multiple of (x^2 + y^2)^m, of degree 2m: no real projective roots. *)
Lemma square_plus_no_roots q m e : (size q <= m.+1)%N -> 0 < e ->
  let s := q ^+ 2 + e *: ('X^2 + 1) ^+ m in
  size s = (2 * m).+1 /\ (forall x, ~~ root s x).
Proof.
move=> sq e0 s; have X0 : ('X^2 + 1 : {poly R}) != 0.
  by rewrite -size_poly_eq0 size_addl ?size_polyXn ?size_poly1.
have mon : ('X^2 + 1 : {poly R}) \is monic.
  by rewrite monicE lead_coefDl ?lead_coefXn ?size_polyXn ?size_poly1.
have sX : size (('X^2 + 1 : {poly R}) ^+ m) = (2 * m).+1.
  by rewrite -[LHS]prednK ?size_poly_gt0 ?expf_neq0 // size_exp size_addl ?size_polyXn ?size_poly1.
have cX : (('X^2 + 1 : {poly R}) ^+ m)`_(2 * m) = 1.
  by have /monicP := monic_exp m mon; rewrite /lead_coef sX.
have sq2 : (size (q ^+ 2)%R <= (2 * m).+1)%N.
  have := size_mul_leq q q; rewrite -expr2; move: (size (q ^+ 2)) (size q) sq => a b; lia.
have c2 : 0 <= (q ^+ 2)`_(2 * m).
  have [le|gt] := leqP (size (q ^+ 2)%R) (2 * m); first by rewrite nth_default.
  have -> : (q ^+ 2)`_(2 * m) = lead_coef (q ^+ 2).
    by rewrite /lead_coef; congr (_`_ _); move: (size _) gt sq2 => a; lia.
  by rewrite expr2 lead_coefM -expr2 sqr_ge0.
split.
  apply/eqP; rewrite eqn_leq; apply/andP; split.
    by rewrite (leq_trans (size_add _ _)) // geq_max sq2 (leq_trans (size_scale_leq _ _)) // sX.
  rewrite ltnNge; apply/negP => le; have : s`_(2 * m) = 0 by rewrite nth_default.
  by rewrite coefD coefZ cX mulr1 => /eqP; rewrite gt_eqF // ltr_paddl.
move=> x; rewrite rootE gt_eqF // hornerD hornerZ ltr_paddl ?horner_exp //.
  exact: sqr_ge0.
by rewrite mulr_gt0 // exprn_gt0 // !hornerE ltr_paddl ?sqr_ge0 ?ltr01.
Qed.

(** Forms arbitrarily close to [p] have only the roots of odd multiplicity of [p]. *)
Lemma perturbation n p d : p != 0 -> (size p <= n.+1)%N -> 0 < d ->
  exists q, [/\ q != 0, (size q <= n.+1)%N, close d p q & n_proj_roots n.+1 q = n_odd_roots n.+1 p].
Proof.
move=> p0 sp d0; have [u [r [e simple]]] := square_part p0.
have ur0 : u ^+ 2 * r != 0 by rewrite -e.
have r0 : r != 0 by apply: contraNneq ur0 => ->; rewrite mulr0.
have u0 : u != 0 by apply: contraNneq ur0 => ->; rewrite expr0n mul0r.
pose m := ((size u).-1 + (n.+1 - size p)./2)%N.
have [t t0 small] := small_multiple (('X^2 + 1) ^+ m * r) d0.
have su : (size u <= m.+1)%N by rewrite /m; move: (size u) (_./2)%N => a b; clear; lia.
have [ss rs] := square_plus_no_roots su t0; set s := u ^+ 2 + _ in ss rs.
have s0 : s != 0 by rewrite -size_poly_eq0 ss.
have spE : size p = ((size u).-1 * 2 + size r)%N.
  rewrite e size_mul ?expf_neq0 // -[size (u ^+ 2)%R]prednK ?size_poly_gt0 ?expf_neq0 //.
  by rewrite size_exp.
have r_gt0 : (0 < size r)%N by rewrite size_poly_gt0.
have ssr : size (s * r) = (2 * m + size r)%N by rewrite size_mul // ss.
exists (s * r); split.
- by rewrite mulf_neq0.
- by rewrite ssr /m; move: sp; rewrite spE; move: (size u) (size r) => a b; clear; lia.
- move=> i; suff -> : (s * r)`_i - p`_i = (t *: (('X^2 + 1) ^+ m * r))`_i by [].
  by rewrite -coefB e /s mulrDl addrC addKr scalerAl.
rewrite /n_proj_roots /n_odd_roots n_real_rootsM ?mulf_neq0 // (n_real_roots_rootless rs) add0n.
have [<- ->] := n_real_roots_simple r0 simple.
rewrite {2}e odd_roots_square // ssr /m; congr (_ + _)%N.
by move: sp; rewrite spE; move: (size u) (size r) => a b; clear; lia.
Qed.

(** The interior: at least e real projective roots of odd multiplicity. *)
Theorem interiorP ks p :
    ks != [::] -> all (leq 1) ks -> p != 0 -> (size p <= (degree ks).+1)%N ->
  interior ks p <-> (n_even ks <= n_odd_roots (degree ks).+1 p)%N.
Proof.
move=> ks0 ks1 p0 sp; split; last exact: odd_roots_interior.
move=> [_ [d d0 h]]; have [q [q0 sq cl <-]] := perturbation p0 sp d0.
by apply: representable_n_proj_roots => //; apply: h.
Qed.

(** The boundary, for forms of the function space (which are those that are representable): at least e real projective
    roots with multiplicity, and at most e - 2 of odd multiplicity. *)
Theorem boundaryP ks p :
    ks != [::] -> all (leq 1) ks -> p != 0 -> (size p <= (degree ks).+1)%N ->
  (representable ks p /\ ~ interior ks p) <->
  (n_even ks <= n_proj_roots (degree ks).+1 p)%N /\ (n_odd_roots (degree ks).+1 p + 2 <= n_even ks)%N.
Proof.
move=> ks0 ks1 p0 sp; have := n_odd_roots_parity p0 sp; rewrite /= -(odd_n_even ks1) => par.
split=> [[/(representable_n_proj_roots ks1 p0) le ni]|[le lt]]; split=> //.
- have : ~~ (n_even ks <= n_odd_roots (degree ks).+1 p)%N by apply/negP => /(interiorP ks0 ks1 p0 sp).
  by move: (n_even ks) (n_odd_roots _ _) par => a b; lia.
- exact: n_proj_roots_representable.
- move=> /(interiorP ks0 ks1 p0 sp) le'.
  by move: (n_even ks) (n_odd_roots _ _) le' lt => a b; lia.
Qed.

Lemma mu_prod_XsubC x (xs : seq R) : \mu_x (\prod_(y <- xs) ('X - y%:P)) = count_mem x xs.
Proof.
elim: xs => [|y xs IH]; first by rewrite big_nil -[1]/(1%:P) mu_polyC.
have nz : ('X - y%:P) * \prod_(z <- xs) ('X - z%:P) != 0.
  by rewrite mulf_neq0 ?polyXsubC_eq0 // monic_neq0 // monic_prod_XsubC.
rewrite big_cons mu_mul // IH /=; congr (_ + _)%N.
have [->|yx] := eqVneq y x; first by rewrite mu_XsubC.
by rewrite muNroot // root_XsubC eq_sym.
Qed.

(** The function space has interior points: it is full-dimensional. *)
Theorem interior_nonempty ks : ks != [::] -> all (leq 1) ks -> exists p, interior ks p.
Proof.
move=> ks0 ks1; pose xs : seq R := [seq i%:R | i <- iota 0 (degree ks)].
have uxs : uniq xs by rewrite map_inj_uniq ?iota_uniq // => i j /eqP; rewrite eqr_nat => /eqP.
have nz : \prod_(y <- xs) ('X - y%:P) != 0 by rewrite monic_neq0 // monic_prod_XsubC.
have sxs : size xs = degree ks by rewrite size_map size_iota.
exists (\prod_(y <- xs) ('X - y%:P)); apply/interiorP; rewrite ?size_prod_XsubC ?sxs //.
apply: leq_trans (leq_addl _ _); apply: (@leq_trans (size xs)).
  rewrite sxs; elim: (ks) ks1 => //= k l IH /andP[k1 /IH].
  by rewrite /n_even /degree /=; case: k k1 => //= -[|k] //=; lia.
apply: uniq_leq_size => // x xx; rewrite mem_odd_roots // mu_prod_XsubC.
by rewrite count_uniq_mem // xx.
Qed.

(** Zero is in the interior exactly if the architecture is filling. *)
Theorem interior0P ks : ks != [::] -> all (leq 1) ks -> interior ks (0 : {poly R}) <-> filling R ks.
Proof.
move=> ks0 ks1; split=> [[_ [d d0 h]] p sp|fill]; last first.
  by split; [rewrite size_poly0 | exists 1; [exact: ltr01 | move=> q sq _; apply: fill]].
have [e e0 small] := small_multiple p d0.
have : representable ks (e *: p).
  apply: h; first exact: leq_trans (size_scale_leq _ _) sp.
  by move=> i; rewrite coef0 subr0.
by move=> /(representable_scale e^-1 ks0); rewrite scalerA mulVf ?scale1r // gt_eqF.
Qed.

End Boundary.
