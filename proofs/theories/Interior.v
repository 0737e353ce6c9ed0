(** Interior and boundary for stride one.

    A form is in the interior of the function space if all forms of the same degree with coefficients close to its own are
    representable. It is exactly if it has at least e real projective roots of odd multiplicity. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyorder polyrcf zify.
From LCN Require Import RealRoots OddRoots Architecture StrideOne.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Interior.

Variable R : rcfType.
Implicit Types (p q r : {poly R}) (x y z d : R) (ys : seq R) (k n : nat) (ks : seq nat).

(** The coefficients of [p] and [q] differ by less than [d]. *)
Definition close d p q : Prop := forall i, `|q`_i - p`_i| < d.

(** Of the forms that have the degree of the function space. *)
Definition interior ks p : Prop := (size p <= (degree ks).+1)%N /\
  exists2 d, 0 < d & forall q, (size q <= (degree ks).+1)%N -> close d p q -> representable ks q.

(** The values of two close polynomials at the points of a bounded interval. *)
Lemma horner_close n p q y b d : (size p <= n)%N -> (size q <= n)%N -> close d p q -> `|y| <= b ->
  `|q.[y] - p.[y]| <= d * \sum_(i < n) b ^+ i.
Proof.
move=> sp sq cl yb.
rewrite [q.[y]](horner_coef_wide _ sq) [X in `|_ - X|](horner_coef_wide _ sp) -sumrB mulr_sumr.
apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => i _.
by rewrite -mulrBl normrM normrX ler_pmul ?exprn_ge0 ?ler_expn2r ?nnegrE ?(le_trans _ yb) // ltW.
Qed.

(** The sign at a point that is not a root is stable. *)
Lemma sign_stable n p y : (size p <= n)%N -> ~~ root p y ->
  exists2 d, 0 < d & forall q, (size q <= n)%N -> close d p q -> 0 < q.[y] * p.[y].
Proof.
move=> sp; rewrite rootE => py.
pose B := \sum_(i < n) `|y| ^+ i.
have B0 : 0 <= B by apply: sumr_ge0 => i _; rewrite exprn_ge0.
have B1 : 0 < B + 1 by rewrite ltr_paddl.
exists (`|p.[y]| / (B + 1)) => [|q sq cl]; first by rewrite divr_gt0 ?normr_gt0.
have diff : `|q.[y] - p.[y]| < `|p.[y]|.
  apply: le_lt_trans (horner_close sp sq cl (lexx _)) _; rewrite -/B mulrAC ltr_pdivr_mulr //.
  by rewrite ltr_pmul2l ?normr_gt0 // ltr_addl ltr01.
have : 0 < p.[y] ^+ 2 by rewrite exprn_even_gt0.
move=> p2; rewrite -[q.[y]](subrK p.[y]) mulrDl -expr2.
have : - (`|q.[y] - p.[y]| * `|p.[y]|) <= (q.[y] - p.[y]) * p.[y].
  by rewrite -normrM ler_oppl -normrN ler_norm.
have : `|q.[y] - p.[y]| * `|p.[y]| < p.[y] ^+ 2.
  by rewrite -(real_normK (num_real p.[y])) expr2 ltr_pmul2r // normr_gt0.
by move=> a b; rewrite -ltr_subl_addr sub0r; apply: lt_le_trans b; rewrite ltr_oppr opprK.
Qed.

Lemma signs_stable n p ys : (size p <= n)%N -> all (fun y => ~~ root p y) ys ->
  exists2 d, 0 < d & forall q, (size q <= n)%N -> close d p q -> {in ys, forall y, 0 < q.[y] * p.[y]}.
Proof.
move=> sp; elim: ys => [_|y ys IH /= /andP[ry /IH[d d0 h]]]; first by exists 1; rewrite ?ltr01.
have [d' d'0 h'] := sign_stable sp ry.
exists (Num.min d d') => [|q sq cl z]; first by rewrite lt_minr d0.
have [cd cd'] : close d p q /\ close d' p q.
  by split=> i; have := cl i; rewrite lt_minr => /andP[].
by rewrite inE => /predU1P[->|/h]; [apply: h' | apply].
Qed.

Lemma alternates_close p q y z : 0 < q.[y] * p.[y] -> 0 < q.[z] * p.[z] ->
  alternates p y z -> alternates q y z.
Proof.
move=> qy qz /andP[yz s]; rewrite /alternates yz /=.
by rewrite -(nmulr_lgt0 _ s) mulrACA mulr_gt0.
Qed.

Lemma alternates_not_root p y ys : path (alternates p) y ys -> ~~ root p y ->
  all (fun z => ~~ root p z) (y :: ys).
Proof.
elim: ys y => [|z ys IH] y /=; first by move=> _ ->.
move=> /andP[/andP[_ s] /IH h] ->; apply: h.
by apply: contraTN s => /rootP ->; rewrite mulr0 ltxx.
Qed.

(** Enough roots of odd multiplicity: all forms close by have that many real roots. *)
Lemma odd_roots_stable n p : p != 0 -> (size p <= n)%N ->
  exists2 d, 0 < d & forall q, (size q <= n)%N -> close d p q -> (size (odd_roots p) <= n_real_roots q)%N.
Proof.
move=> p0 sp; have [u [r [e simple]]] := square_part p0.
have ur0 : u ^+ 2 * r != 0 by rewrite -e.
have r0 : r != 0 by apply: contraNneq ur0 => ->; rewrite mulr0.
have u0 : u != 0 by apply: contraNneq ur0 => ->; rewrite expr0n mul0r.
have [odd_r _] := n_real_roots_simple r0 simple.
have oddE : odd_roots p = rootsR r by rewrite e odd_roots_square.
have [t et] : exists t, r = \prod_(x <- rootsR r) ('X - x%:P) * t.
  have : \prod_(x <- rootsR r) ('X - x%:P) %| r.
    apply: uniq_roots_dvdp; last by rewrite uniq_rootsE rootsR_uniq.
    by apply/allP => x; rewrite mem_rootsR.
  by move=> /divpK h; exists (r %/ \prod_(x <- rootsR r) ('X - x%:P)); rewrite mulrC h.
have t0 : t != 0 by apply: contraNneq r0 => t0; rewrite et t0 mulr0.
have rt x : ~~ root t x.
  apply/negP => tx; have rx : x \in rootsR r by rewrite mem_rootsR // et rootM tx orbT.
  have Pt0 : \prod_(x <- rootsR r) ('X - x%:P) * t != 0 by rewrite -et.
  have P0 : \prod_(x <- rootsR r) ('X - x%:P) != 0 by apply: contraNneq Pt0 => ->; rewrite mul0r.
  have muE : \mu_x r = (\mu_x (\prod_(x <- rootsR r) ('X - x%:P)) + \mu_x t)%N by rewrite {1}et mu_mul.
  have muP : (0 < \mu_x (\prod_(x <- rootsR r) ('X - x%:P)))%N by rewrite mu_gt0 // root_prod_XsubC.
  by have := simple x; rewrite muE leqNgt -addn1 => /negP; apply; rewrite leq_add // mu_gt0.
have wt y z : 0 <= (u ^+ 2 * t).[y] * (u ^+ 2 * t).[z].
  have tt : 0 <= t.[y] * t.[z].
    rewrite leNgt; apply/negP => s.
    wlog yz : y z s / y <= z => [h|].
      by case: (leP y z) => [|/ltW]; [exact: h | apply: h; rewrite mulrC].
    have [|x _ rx] := @ivt_sign _ t y z yz; first by rewrite -sgrM ltr0_sg.
    by case/negP: (rt x).
  by rewrite !hornerM mulrACA mulr_ge0 // -!expr2 mulr_ge0 ?sqr_ge0.
have ut0 : u ^+ 2 * t != 0 by rewrite mulf_neq0 ?expf_neq0.
have [y [ys [sz _ alt ry _]]] : exists y ys, [/\ size ys = size (rootsR r), True,
    path (alternates p) y ys, ~~ root p y & True].
  have [a pa] : exists a, path <%R a (rootsR r).
    have := rootsR_sorted r; case: (rootsR r) => [|x xs] srt; first by exists 0.
    by exists (x - 1); apply/andP; split; rewrite // ltr_subl_addr ltr_addl ltr01.
  have [y [ys [sz _ alt ry _]]] := sign_pattern ut0 wt pa.
  have pE : p = \prod_(x <- rootsR r) ('X - x%:P) * (u ^+ 2 * t) by rewrite e {1}et mulrCA.
  by exists y, ys; rewrite pE.
have [d d0 h] := signs_stable sp (alternates_not_root alt ry).
exists d => // q sq cl; rewrite oddE -sz; apply: (@sign_changes _ q y).
apply: (sub_in_path (P := mem (y :: ys))) alt; last by apply/allP.
by move=> v w vi wi; apply: alternates_close; apply: h.
Qed.

(** At least e real projective roots of odd multiplicity: the form is in the interior. *)
Lemma odd_roots_interior ks p :
    ks != [::] -> all (leq 1) ks -> p != 0 -> (size p <= (degree ks).+1)%N ->
    (n_even ks <= n_odd_roots (degree ks).+1 p)%N ->
  interior ks p.
Proof.
move=> ks0 ks1 p0 sp eo; have [d d0 h] := odd_roots_stable p0 sp.
split=> //; exists d => // q sq cl; have [->|q0] := eqVneq q 0; first exact: representable0.
apply/representableP => //.
have le_m : (size (odd_roots p) <= n_proj_roots (degree ks).+1 q)%N.
  by rewrite /n_proj_roots; apply: leq_trans (h q sq cl) (leq_addl _ _).
have := n_proj_roots_parity q0 sq; rewrite /= -(odd_n_even ks1).
move: eo le_m; rewrite /n_odd_roots; move: (odd _) (size (odd_roots p)) (n_proj_roots _ _) (n_even ks).
by move=> b m r e; case: b; lia.
Qed.

End Interior.
