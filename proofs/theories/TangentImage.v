(** The image of the differential of two layers.

    At (w_1, w_2) the differential of mu(w_1, w_2) = w_1 w_2 has the image { u w_2 + w_1 v }, for u and v of the
    sizes k_1 and k_2. It is the set of the multiples g h of the greatest common divisor g of the two forms,
    common roots at infinity included, h being any form of the complementary degree. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section TangentImage.

Variable F : fieldType.
Implicit Types (p q u v h : {poly F}).

(** The number of common roots of two forms of the sizes k_1 and k_2, with multiplicity: the degree of the
    greatest common divisor and the common order at infinity. *)
Definition common_at_infinity k1 k2 p q : nat := minn (k1 - size p) (k2 - size q).

Definition n_common_roots k1 k2 p q : nat := ((size (gcdp p q)).-1 + common_at_infinity k1 k2 p q)%N.

(** The image of the differential, at [p] and [q], of the product of forms of the sizes k_1 and k_2. *)
Definition in_tangent_image k1 k2 p q r : Prop :=
  exists u v, [/\ (size u <= k1)%N, (size v <= k2)%N & r = u * q + p * v].

Lemma in_tangent_imageC k1 k2 p q r : in_tangent_image k1 k2 p q r -> in_tangent_image k2 k1 q p r.
Proof. by move=> [u [v [su sv ->]]]; exists v, u; rewrite addrC mulrC [u * q]mulrC; split. Qed.

Lemma coprime_solve a b h : coprimep a b -> a != 0 ->
  exists u v, [/\ (size u < size a)%N & h = u * b + a * v].
Proof.
move=> /Bezout_eq1_coprimepP[[x y] /= e] a0.
exists ((h * y) %% a), (h * x + (h * y) %/ a * b); rewrite ltn_modp; split=> //.
rewrite -[LHS]mulr1 -e mulrDr [h * (y * b)]mulrA {1}(divp_eq (h * y) a) mulrDl [in RHS]mulrDr.
rewrite [LHS]addrA [LHS]addrC; congr (_ + (_ + _)); first by rewrite mulrA mulrC.
by rewrite mulrAC mulrC.
Qed.

Theorem tangent_imageP k1 k2 p q r :
    p != 0 -> q != 0 -> (size p <= k1)%N -> (size q <= k2)%N ->
  in_tangent_image k1 k2 p q r <->
  exists2 h : {poly F}, (size h <= (k1 + k2).-1 - n_common_roots k1 k2 p q)%N & r = gcdp p q * h.
Proof.
pose g := gcdp p q.
have half k1' k2' p' q' : p' != 0 -> q' != 0 -> (size p' <= k1')%N -> (size q' <= k2')%N ->
    (k1' - size p' <= k2' - size q')%N ->
    forall h, (size h <= (k1' + k2').-1 - n_common_roots k1' k2' p' q')%N ->
    in_tangent_image k1' k2' p' q' (gcdp p' q' * h).
  move=> p0 q0 sp sq m h sh.
  have g0 : gcdp p' q' != 0 by rewrite gcdp_eq0 negb_and p0.
  have /divpK ep := dvdp_gcdl p' q'; have /divpK eq := dvdp_gcdr p' q'.
  have := coprimep_div_gcd (_ : (p' != 0) || (q' != 0)); rewrite p0 => /(_ isT).
  move: sh; rewrite /n_common_roots /common_at_infinity (minn_idPl m).
  move: ep eq; move: (gcdp p' q') g0 (p' %/ _) (q' %/ _) => d d0 a b ep eq sh cop.
  have a0 : a != 0 by apply: contraNneq p0 => a0; rewrite -ep a0 mul0r.
  have b0 : b != 0 by apply: contraNneq q0 => b0; rewrite -eq b0 mul0r.
  have [u [v [su eh]]] := coprime_solve h cop a0.
  have sa : size p' = (size a + size d).-1 by rewrite -ep size_mul.
  have sb : size q' = (size b + size d).-1 by rewrite -eq size_mul.
  exists u, v; split; last 1 first.
  - by rewrite eh -ep -eq mulrDr mulrCA [d * b]mulrC [d * (a * v)]mulrA [d * a]mulrC.
  - have : (0 < size d)%N by rewrite lt0n size_poly_eq0.
    by move: (size a) (size d) (size p') (size u) sp sa su => a' b' c' d'; clear; lia.
  have [->|v0] := eqVneq v 0; first by rewrite size_poly0.
  have := size_mul a0 v0; have le_av : (size (a * v)%R <= maxn (size h) (size (u * b)%R))%N.
    have -> : a * v = h - u * b by rewrite eh addrC addKr.
    by rewrite (leq_trans (size_add _ _)) // size_opp.
  move: le_av (size_mul_leq u b).
  have d_gt0 : (0 < size d)%N by rewrite lt0n size_poly_eq0.
  have a_gt0 : (0 < size a)%N by rewrite lt0n size_poly_eq0.
  have b_gt0 : (0 < size b)%N by rewrite lt0n size_poly_eq0.
  have v_gt0 : (0 < size v)%N by rewrite lt0n size_poly_eq0.
  move: (size (a * v)%R) (size (u * b)%R) (size h) (size u) (size v) (size a) (size b) (size d) (size p') (size q')
    sh su sp sq sa sb m d_gt0 a_gt0 b_gt0 v_gt0 => n1 n2 n3 n4 n5 n6 n7 n8 n9 n10.
  by clear; lia.
move=> p0 q0 sp sq; split=> [[u [v [su sv ->]]]|[h sh ->]]; last first.
  have [m|/ltnW m] := leqP (k1 - size p) (k2 - size q); first exact: half.
  apply: in_tangent_imageC; have := half k2 k1 q p q0 p0 sq sp m (gcdp p q %/ gcdp q p * h).
  rewrite mulrA [gcdp q p * _]mulrC divpK; last by rewrite (eqp_dvdl _ (gcdpC q p)).
  apply; rewrite addnC; move: sh; rewrite /n_common_roots /common_at_infinity minnC.
  rewrite (eqp_size (gcdpC q p)); apply: leq_trans.
  have g0 : gcdp q p != 0 by rewrite gcdp_eq0 negb_and q0.
  have : size (gcdp p q %/ gcdp q p) = 1%N.
    rewrite size_divp // (eqp_size (gcdpC p q)); move: g0; rewrite -size_poly_gt0.
    by case: (size (gcdp q p)) => //= n _; rewrite subSnn.
  by move=> /eqP/size_poly1P[c c0 ->]; rewrite mul_polyC size_scale.
exists (u * (q %/ g) + (p %/ g) * v); last first.
  rewrite mulrDr mulrCA [g * (q %/ g)]mulrC divpK ?dvdp_gcdr //.
  by rewrite [g * (_ * v)]mulrA [g * (p %/ g)]mulrC divpK ?dvdp_gcdl.
have g0 : g != 0 by rewrite gcdp_eq0 negb_and p0.
have g_gt0 : (0 < size g)%N by rewrite lt0n size_poly_eq0.
have sgp : (size g <= size p)%N by rewrite dvdp_leq ?dvdp_gcdl.
have sgq : (size g <= size q)%N by rewrite dvdp_leq ?dvdp_gcdr.
apply: leq_trans (size_add _ _) _; rewrite /n_common_roots /common_at_infinity -/g geq_max.
have su' := size_mul_leq u (q %/ g); have sv' := size_mul_leq (p %/ g) v.
rewrite !size_divp // in su' sv'.
move: (size (u * _)) (size (_ * v)) (size u) (size v) (size p) (size q) (size g)
  su sv su' sv' sp sq sgp sgq g_gt0 => n1 n2 n3 n4 n5 n6 n7.
by clear => *; apply/andP; split; lia.
Qed.

End TangentImage.
