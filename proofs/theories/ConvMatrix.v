(** Convolutional matrices, and the product of two of them.

    The convolution with the filter [w] of size k and stride s is the matrix with entry
    w_a at (i, i s + a) and zeros elsewhere. With d rows it has (d - 1) s + k columns; [conv_mx] leaves the
    number of columns free, so that equations between matrices need no casts.

    [rVpoly w] = w_0 + w_1 'X + ... + w_{k-1} 'X^{k-1} is the form pi(w) in the chart x = 1. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section ConvMatrix.

Variable R : comRingType.
Implicit Types (p q : {poly R}) (s k d m n : nat).

(** The convolutional matrix of the filter [w] of size k and stride s. *)
Definition conv_mx s k d n (w : 'rV[R]_k) : 'M[R]_(d, n) :=
  \matrix_(i, j) \sum_(a < k | j == (i * s + a)%N :> nat) w 0 a.

(** The same matrix, given by the polynomial of the filter. *)
Definition toeplitz s d n p : 'M[R]_(d, n) :=
  \matrix_(i, j) if (i * s <= j)%N then p`_(j - i * s) else 0.

Lemma conv_mxE s k d n (w : 'rV[R]_k) : conv_mx s d n w = toeplitz s d n (rVpoly w).
Proof.
apply/matrixP => i j; rewrite !mxE; case: leqP => ij; last first.
  by rewrite big1 // => a /eqP e; move: ij; rewrite e ltnNge leq_addr.
rewrite coef_rVpoly; case: insubP => [a _ ea|/= nk].
  rewrite (big_pred1 a) // => b /=; rewrite -val_eqE /= ea.
  by rewrite -{1}(subnKC ij) eqn_add2l eq_sym.
rewrite big1 // => a /eqP e; case/negP: nk.
by rewrite e addKn.
Qed.

(** The filter can be read off its matrix. *)
Lemma conv_mx_inj s k d n (w w' : 'rV[R]_k) : (0 < d)%N -> (k <= n)%N ->
  conv_mx s d n w = conv_mx s d n w' -> w = w'.
Proof.
case: d => // d _ kn e; apply/rowP => a.
have /matrixP/(_ ord0 (widen_ord kn a)) := e.
rewrite !mxE !(big_pred1 a) // => b /=; rewrite mul0n add0n -val_eqE /= eq_sym //.
Qed.

Lemma coef_mul_comp_Xn p q s i :
  (p * (q \Po 'X^s))`_i =
    \sum_(0 <= a < size q) q`_a * (if (a * s <= i)%N then p`_(i - a * s) else 0).
Proof.
rewrite comp_polyE mulr_sumr coef_sum big_mkord; apply: eq_bigr => a _.
rewrite -scalerAr coefZ -exprM mulnC coefMXn ltnNge.
by case: leqP.
Qed.

Lemma toeplitz_mul s1 s2 d m n p1 p2 : (d.-1 * s2 + size p2 <= m)%N ->
  toeplitz s2 d m p2 *m toeplitz s1 m n p1 = toeplitz (s1 * s2) d n (p1 * (p2 \Po 'X^s1)).
Proof.
move=> le_m; apply/matrixP => i j; rewrite !mxE.
pose g l := if (l * s1 <= j)%N then p1`_(j - l * s1) else 0.
pose f l := (if (i * s2 <= l)%N then p2`_(l - i * s2) else 0) * g l.
rewrite (eq_bigr (fun l : 'I_m => f l)); last by move=> l _; rewrite !mxE.
rewrite -(big_mkord xpredT f).
have is2 : (i * s2 + size p2 <= m)%N.
  apply: leq_trans le_m; rewrite leq_add2r leq_mul2r; apply/orP; right.
  by have := ltn_ord i; lia.
rewrite (@big_cat_nat _ _ _ (i * s2)) //=; last by apply: leq_trans is2; rewrite leq_addr.
rewrite big_nat_cond big1 ?add0r; last first.
  by move=> l /andP[/andP[_ li] _]; rewrite /f leqNgt li mul0r.
rewrite -{1}[(i * s2)%N]add0n big_addn.
rewrite (@big_cat_nat _ _ _ (size p2)) //=; last first.
  by rewrite -(addKn (i * s2) (size p2)) leq_sub2r.
rewrite [X in _ + X]big_nat_cond [X in _ + X]big1 ?addr0; last first.
  by move=> l /andP[/andP[pl _] _]; rewrite /f leq_addl addnK nth_default // mul0r.
have fE l : f (l + i * s2)%N = p2`_l * g (l + i * s2)%N by rewrite /f leq_addl addnK.
under eq_bigr do rewrite fE.
have e : (i * (s1 * s2) = i * s2 * s1)%N by lia.
case: leqP => ij; last first.
  rewrite big1 // => l _; rewrite /g leqNgt (leq_trans ij) ?mulr0 //.
  by rewrite e mulnDl leq_addl.
rewrite coef_mul_comp_Xn; apply: eq_bigr => a _; congr (_ * _).
rewrite /g mulnDl -e addnC -subnDA.
by rewrite -[in RHS](leq_add2l (i * (s1 * s2))) subnKC.
Qed.

(** The size of the form of two layers. *)
Lemma size_form_mul s k1 k2 p1 p2 : (size p1 <= k1)%N -> (size p2 <= k2)%N -> (0 < k1)%N ->
  (size (p1 * (p2 \Po 'X^s))%R <= (k1.-1 + k2.-1 * s).+1)%N.
Proof.
move=> sp1 sp2 k1_0; apply: leq_trans (size_mul_leq _ _) _.
have le2 : (size (p2 \Po 'X^s) <= (k2.-1 * s).+1)%N.
  apply: leq_trans (size_comp_poly_leq _ _) _; rewrite size_polyXn /= ltnS leq_mul2r.
  by apply/orP; right; move: (size p2) sp2 => a; lia.
rewrite -(prednK k1_0) in sp1.
by move: (size p1) (size (p2 \Po 'X^s)) sp1 le2 => a b; lia.
Qed.

Lemma conv_columns s1 s2 k1 k2 d : (0 < k1)%N -> (0 < k2)%N ->
  ((d.-1 * s2 + k2).-1 * s1 + k1 = d.-1 * (s1 * s2) + (k1.-1 + k2.-1 * s1).+1)%N.
Proof.
case: k1 k2 => [|k1] [|k2] //= _ _; rewrite [(_ * s2 + _)%N]addnS /= mulnDl.
by rewrite -mulnA [(s2 * s1)%N]mulnC -addnA !addnS [(k2 * s1 + k1)%N]addnC.
Qed.

(** The product of convolutional matrices is convolutional: filter size 1 + (k_1 - 1) + (k_2 - 1) s_1, stride
    s_1 s_2, and form pi(w_1)(x, y) pi(w_2)(x^{s_1}, y^{s_1}). *)
Theorem conv_mx_mul s1 s2 k1 k2 d (w1 : 'rV[R]_k1) (w2 : 'rV[R]_k2) :
    (0 < k1)%N -> (0 < k2)%N ->
  let d1 := (d.-1 * s2 + k2)%N in
  let d0 := (d1.-1 * s1 + k1)%N in
  exists w : 'rV[R]_(k1.-1 + k2.-1 * s1).+1,
    [/\ d0 = (d.-1 * (s1 * s2) + (k1.-1 + k2.-1 * s1).+1)%N,
        rVpoly w = rVpoly w1 * (rVpoly w2 \Po 'X^s1) &
        conv_mx s2 d d1 w2 *m conv_mx s1 d1 d0 w1 = conv_mx (s1 * s2) d d0 w].
Proof.
move=> k1_0 k2_0 d1 d0.
have sz k (v : 'rV[R]_k) : (size (rVpoly v) <= k)%N by exact: size_poly.
have sp := size_form_mul s1 (sz _ w1) (sz _ w2) k1_0.
exists (poly_rV (rVpoly w1 * (rVpoly w2 \Po 'X^s1))); rewrite poly_rV_K //; split=> //.
  exact: conv_columns.
by rewrite !conv_mxE toeplitz_mul ?poly_rV_K // leq_add2l.
Qed.

End ConvMatrix.
