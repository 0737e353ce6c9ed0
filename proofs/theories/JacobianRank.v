(** The rank of the differential of two layers.

    In coordinates the differential of mu(w_1, w_2) = w_1 w_2 is the Sylvester matrix with the rows of u -> u w_2 and of
    v -> w_1 v. Its rank is k - deg g, where k is the end-to-end filter size and deg g the number of common roots, those at infinity included. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import TangentImage.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section JacobianRank.

Variable F : fieldType.
Implicit Types (p q : {poly F}) (m n k : nat).

Lemma mul_poly_is_linear m n p :
  linear (fun u : 'rV[F]_m => poly_rV (rVpoly u * p) : 'rV[F]_n).
Proof. by move=> c u v; rewrite linearP mulrDl -scalerAl linearP. Qed.

(** The matrix of the multiplication by [p], from forms of size m to forms of size n. *)
Definition mul_poly_mx m n p : 'M[F]_(m, n) := lin1_mx (Linear (@mul_poly_is_linear m n p)).

Lemma mul_poly_mxE m n p (u : 'rV[F]_m) : u *m mul_poly_mx m n p = poly_rV (rVpoly u * p).
Proof. by rewrite mul_rV_lin1. Qed.

(** Multiplication by a polynomial that is not zero is injective. *)
Lemma rank_mul_poly_mx r n p : p != 0 -> (forall h : {poly F}, (size h <= r)%N -> (size (p * h)%R <= n)%N) ->
  \rank (mul_poly_mx r n p) = r.
Proof.
move=> p0 bound; apply/eqP; apply: inj_row_free => v; rewrite mul_poly_mxE mulrC => /(congr1 rVpoly).
rewrite poly_rV_K ?bound ?size_poly // linear0 => /eqP; rewrite mulf_eq0 (negbTE p0) /= => /eqP v0.
by rewrite -[v]rVpolyK v0 linear0.
Qed.

(** The matrix of the differential at (p, q): (u, v) -> u q + p v. *)
Definition jacobian k1 k2 p q : 'M[F]_(k1 + k2, (k1 + k2).-1) :=
  col_mx (mul_poly_mx k1 _ q) (mul_poly_mx k2 _ p).

Lemma jacobianE k1 k2 p q (u : 'rV[F]_k1) (v : 'rV[F]_k2) :
  row_mx u v *m jacobian k1 k2 p q = poly_rV (rVpoly u * q + p * rVpoly v).
Proof. by rewrite mul_row_col !mul_poly_mxE linearD /= [p * _]mulrC. Qed.

Theorem jacobian_rank k1 k2 p q : p != 0 -> q != 0 -> (size p <= k1)%N -> (size q <= k2)%N ->
  \rank (jacobian k1 k2 p q) = ((k1 + k2).-1 - n_common_roots k1 k2 p q)%N.
Proof.
move=> p0 q0 sp sq; set r := (_ - _)%N; pose g := gcdp p q.
have g0 : g != 0 by rewrite gcdp_eq0 negb_and p0.
have p_gt0 : (0 < size p)%N by rewrite size_poly_gt0.
have q_gt0 : (0 < size q)%N by rewrite size_poly_gt0.
have sg : (size g <= size p)%N by rewrite dvdp_leq ?dvdp_gcdl.
have g_gt0 : (0 < size g)%N by rewrite size_poly_gt0.
have bound (h : {poly F}) : (size h <= r)%N -> (size (g * h)%R <= (k1 + k2).-1)%N.
  move=> sh; apply: leq_trans (size_mul_leq _ _) _; move: sh; rewrite /r /n_common_roots -/g.
  move: (common_at_infinity _ _ _ _) (size g) (size h) (size p) (size q) sp sq sg p_gt0 q_gt0 g_gt0.
  by move=> n1 n2 n3 n4 n5; clear; lia.
have su k (u : 'rV[F]_k) : (size (rVpoly u) <= k)%N by exact: size_poly.
have -> : \rank (jacobian k1 k2 p q) = \rank (mul_poly_mx r (k1 + k2).-1 g).
  apply: eqmx_rank; apply/andP; split; apply/rV_subP => w /submxP[d ->{w}].
    rewrite -[d]hsubmxK jacobianE.
    have [h sh ->] : exists2 h : {poly F}, (size h <= r)%N & rVpoly (lsubmx d) * q + p * rVpoly (rsubmx d) = g * h.
      by apply/(tangent_imageP _ p0 q0 sp sq); exists (rVpoly (lsubmx d)), (rVpoly (rsubmx d)).
    by rewrite mulrC -(poly_rV_K sh) -mul_poly_mxE submxMl.
  have [u [v [s1 s2 e]]] : in_tangent_image k1 k2 p q (g * rVpoly d).
    by apply/(tangent_imageP _ p0 q0 sp sq); exists (rVpoly d).
  by rewrite mul_poly_mxE mulrC e -(poly_rV_K s1) -(poly_rV_K s2) -jacobianE submxMl.
exact: rank_mul_poly_mx.
Qed.

End JacobianRank.
