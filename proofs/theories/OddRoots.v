(** Real roots of odd multiplicity, and sign changes.

    - [odd_roots p]      the real roots of odd multiplicity of [p], in increasing order;
    - [n_odd_roots k p]  the number of real projective roots of odd multiplicity of a filter of size [k] with polynomial
      [p], each counted once. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyorder polyrcf qe_rcf_th zify.
From LCN Require Import RealRoots.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section OddRoots.

Variable R : rcfType.
Implicit Types (p q : {poly R}) (x y z a b : R) (xs ys : seq R) (k : nat).

Definition odd_roots p : seq R := [seq x <- rootsR p | odd (\mu_x p)].

Definition n_odd_roots k p : nat := (odd (k - size p) + size (odd_roots p))%N.

Lemma mem_odd_roots p x : p != 0 -> (x \in odd_roots p) = odd (\mu_x p).
Proof.
move=> p0; rewrite mem_filter mem_rootsR // -mu_gt0 //.
by case: (\mu_x p) => // n; rewrite andbT.
Qed.

Lemma rootsR_sorted p : sorted <%R (rootsR p).
Proof. by rewrite /rootsR sorted_roots. Qed.

(** Squares do not matter. *)
Lemma odd_roots_square p q : q ^+ 2 * p != 0 -> odd_roots (q ^+ 2 * p) = odd_roots p.
Proof.
move=> qp0; have p0 : p != 0 by apply: contraNneq qp0 => ->; rewrite mulr0.
apply: (irr_sorted_eq lt_trans ltxx); rewrite ?(sorted_filter lt_trans) ?rootsR_sorted //.
by move=> x; rewrite !mem_odd_roots // mu_mul // mu_exp oddD oddM andbF.
Qed.

(** Every polynomial is a square times a polynomial with simple real roots only. *)
Lemma square_part p : p != 0 ->
  exists q r, [/\ p = q ^+ 2 * r & forall x, (\mu_x r <= 1)%N].
Proof.
have [n] := ubnP (size p); elim: n p => // n IH p sp p0.
have [/hasP[x _ mx]|/hasPn simple] := boolP (has (fun x => 1 < \mu_x p)%N (rootsR p)); last first.
  exists 1, p; rewrite expr1n mul1r; split=> // x.
  have [rx|nrx] := boolP (root p x); last by rewrite muNroot.
  by rewrite leqNgt; apply: simple; rewrite mem_rootsR.
have : ('X - x%:P) ^+ 2 %| p by rewrite root_le_mu.
move=> /divpK e; move: p0 sp; rewrite -e; move: (p %/ _) => r.
rewrite mulf_eq0 negb_or => /andP[r0 x0]; rewrite size_mul // size_exp_XsubC addn3 /= => sr.
have [|//|q [s [-> simple]]] := IH r; first exact: ltnW.
by exists (('X - x%:P) * q), s; split=> //; rewrite exprMn [LHS]mulrC mulrA.
Qed.

Lemma n_real_roots_simple p : p != 0 -> (forall x, \mu_x p <= 1)%N ->
  odd_roots p = rootsR p /\ n_real_roots p = size (rootsR p).
Proof.
move=> p0 simple.
have mu1 x : x \in rootsR p -> \mu_x p = 1%N.
  by rewrite mem_rootsR // -mu_gt0 // => m0; apply/eqP; rewrite eqn_leq simple.
split; first by apply/all_filterP/allP => x /mu1 ->.
by rewrite /n_real_roots (eq_big_seq (fun=> 1%N)) // big_const_seq count_predT iter_addn_0 mul1n.
Qed.

(** The number of roots of odd multiplicity has the parity of the degree. *)
Lemma n_odd_roots_parity k p : p != 0 -> (size p <= k)%N -> odd (n_odd_roots k p) = odd k.-1.
Proof.
move=> p0 sp; rewrite -(n_proj_roots_parity p0 sp) /n_odd_roots /n_proj_roots !oddD oddb; congr (_ (+) _).
have [q [r [e simple]]] := square_part p0; move: p0; rewrite e => qr0.
have r0 : r != 0 by apply: contraNneq qr0 => ->; rewrite mulr0.
have q0 : q != 0 by apply: contraNneq qr0 => ->; rewrite expr0n mul0r.
rewrite odd_roots_square // n_real_rootsM // n_real_roots_exp // oddD oddM /=.
by have [-> ->] := n_real_roots_simple r0 simple.
Qed.

(** Adjacent points at which [p] has opposite signs. *)
Definition alternates p y z : bool := (y < z) && (p.[y] * p.[z] < 0).

Lemma alternating_roots p y ys : path (alternates p) y ys ->
  exists rs, [/\ path <%R y rs, all (root p) rs & size rs = size ys].
Proof.
elim: ys y => [|z ys IH] y /=; first by exists [::].
move=> /andP[/andP[yz s] /IH[rs [srt rts sz]]].
have [|x] := @ivt_sign _ p y z (ltW yz); first by rewrite -sgrM ltr0_sg.
rewrite in_itv /= => /andP[yx xz] rx; exists (x :: rs); rewrite /= yx rx rts sz; split=> //.
by case: rs srt {rts sz} => //= r rs /andP[zr ->]; rewrite (lt_trans xz zr).
Qed.

(** A polynomial has at least as many real roots as it has sign changes. *)
Theorem sign_changes p y ys : path (alternates p) y ys -> (size ys <= n_real_roots p)%N.
Proof.
have [->|p0] := eqVneq p 0.
  by case: ys => //= z ys /andP[/andP[_]]; rewrite !horner0 mul0r ltxx.
move=> /alternating_roots[rs [srt rts <-]].
have urs : uniq rs by apply: (sorted_uniq lt_trans ltxx); apply: path_sorted srt.
apply: (@leq_trans (size (rootsR p))).
  by apply: uniq_leq_size => // x /(allP rts); rewrite mem_rootsR.
rewrite /n_real_roots -sum1_size big_seq [X in (_ <= X)%N]big_seq; apply: leq_sum => x.
by rewrite mem_rootsR // mu_gt0.
Qed.

(** There are points that are not roots in every interval. *)
Lemma not_root_between p a b : p != 0 -> a < b -> exists y, [/\ a < y, y < b & ~~ root p y].
Proof.
move=> p0 ab; pose f (i : nat) := a + (b - a) / i.+2%:R.
have ba : 0 < b - a by rewrite subr_gt0.
pose s := [seq f i | i <- iota 0 (size p)].
have us : uniq s.
  rewrite map_inj_uniq ?iota_uniq // => i j /addrI /(mulfI (lt0r_neq0 ba)) /invr_inj /eqP.
  by rewrite eqr_nat => /eqP[].
have [/(max_poly_roots p0)/(_ us)|/allPn[y /mapP[i _ ->] nr]] := boolP (all (root p) s).
  by rewrite size_map size_iota ltnn.
exists (f i); split=> //; first by rewrite ltr_addl divr_gt0 ?ltr0Sn.
by rewrite -ltr_subr_addl gtr_pmulr // invf_lt1 ?ltr0Sn ?ltr1n.
Qed.

Lemma prod_sqr_gt0 y z w : 0 <= y * w -> 0 <= z * w -> w != 0 -> 0 <= y * z.
Proof.
move=> yw zw w0; have w2 : 0 < w ^+ 2 by rewrite exprn_even_gt0.
by rewrite -(pmulr_lge0 _ w2) expr2 mulrACA mulr_ge0.
Qed.

(** Between its roots of odd multiplicity a polynomial changes its sign. *)
Lemma sign_pattern (e : {poly R}) xs a : e != 0 -> (forall y z, 0 <= e.[y] * e.[z]) -> path <%R a xs ->
  let p := \prod_(x <- xs) ('X - x%:P) * e in
  exists y ys, [/\ size ys = size xs, a < y, path (alternates p) y ys, ~~ root p y &
                   forall z, z <= y -> 0 <= p.[z] * p.[y]].
Proof.
move=> e0 we; elim: xs a => [|x xs IH] a /=.
  move=> _; rewrite big_nil mul1r.
  have [|y [ay _ ry]] := @not_root_between e a (a + 1) e0; first by rewrite ltr_addl ltr01.
  by exists y, [::].
move=> /andP[ax /IH[y [ys [sz xy alt ry wy]]]].
rewrite big_cons -mulrA; move: (\prod_(_ <- _) _ * e) alt ry wy => q alt ry wy.
have q0 : q != 0 by apply: contraNneq ry => ->; rewrite root0.
have p0 : ('X - x%:P) * q != 0 by rewrite mulf_neq0 ?polyXsubC_eq0.
have [y0 [ay0 y0x ry0]] := not_root_between p0 ax.
have pE z : (('X - x%:P) * q).[z] = (z - x) * q.[z] by rewrite hornerM hornerXsubC.
have qy0 : q.[y0] != 0 by move: ry0; rewrite rootE pE mulf_eq0 negb_or => /andP[].
have y0y : y0 < y by apply: lt_trans y0x xy.
exists y0, (y :: ys); rewrite /= sz; split=> //.
  apply/andP; split.
    rewrite /alternates y0y /= !pE mulrACA nmulr_rlt0; last by rewrite nmulr_rlt0 ?subr_lt0 ?subr_gt0.
    by rewrite lt_def wy ?(ltW y0y) // mulf_neq0 // -rootE.
  have gt_x : all (> x) (y :: ys).
    have lt_ys : path <%R y ys by apply: sub_path alt => u v /andP[].
    rewrite /= xy; apply: sub_all (order_path_min lt_trans lt_ys) => z; exact: lt_trans.
  apply: (sub_in_path (P := > x)) gt_x alt => u v; rewrite !unfold_in => xu xv /andP[uv s].
  by rewrite /alternates uv /= !pE mulrACA pmulr_rlt0 // mulr_gt0 // subr_gt0.
move=> z zy0; rewrite !pE mulrACA mulr_ge0 //.
  by rewrite mulr_le0 // subr_le0 ?(ltW y0x) // (le_trans zy0) // ltW.
by apply: (prod_sqr_gt0 (w := q.[y])); rewrite ?wy ?(ltW y0y) // (le_trans zy0) // ltW.
Qed.

End OddRoots.
