(** The rank of the differential of any number of layers, stride one.

    Its image is the sum of the row spaces of the matrices of the partial differentials in the filters. Its dimension is
    k - deg g: k is the end-to-end filter size, g the greatest common divisor of the P / P_i, common roots at infinity included. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import Architecture Network TangentImage JacobianRank TangentImageLayers Gradient CriticalPoints.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section LayersRank.

Variables (F : fieldType) (N : nat).
Implicit Types (net n : seq (layer F)).

(** The sum of the images of the partial differentials in the filters of [net], after the layers [n]. *)
Fixpoint differential_image n net : 'M[F]_N :=
  if net is l :: net' then
    (<<partial_mx N n net' (stride l) (filter_size l)>> + differential_image (rcons n l) net')%MS
  else 0.

Theorem differential_imageP n net (v : 'rV[F]_N) : stride_one n -> stride_one net ->
  (v <= differential_image n net)%MS <->
  exists2 r, in_image (filter_sizes net) (filter_forms net) r & v = poly_rV (\prod_(p <- filter_forms n) p * r).
Proof.
elim: net n v => [|[k s w] net IH] n v n1 /=.
  move=> _; split=> [|[r -> ->]]; last by rewrite mulr0 linear0 sub0mx.
  by rewrite submx0 => /eqP ->; exists 0; rewrite ?mulr0 ?linear0.
move=> /andP[/eqP /= e s1]; move: w; rewrite e => {s e} w.
have n1' : stride_one (rcons n (Layer 1 w)) by rewrite /stride_one all_rcons /=.
have IHn x := IH _ x n1' s1.
have formE u := split_form (k := k) u n1 s1; have consE := rcons_form n w.
split=> [/sub_addsmxP[[x y] /= ->]|[r [u [r' [su ir ->]]] ->]].
  have /submxP[a ea] : (x *m <<partial_mx N n net 1 k>> <= partial_mx N n net 1 k)%MS.
    by apply: submx_trans (submxMl _ _) _; rewrite genmxE.
  have /IHn[r ir er] : (y *m differential_image (rcons n (Layer 1 w)) net <= differential_image (rcons n (Layer 1 w)) net)%MS.
    exact: submxMl.
  exists (rVpoly a * \prod_(p <- filter_forms net) p + rVpoly w * r).
    by exists (rVpoly a), r; split=> //; exact: size_poly.
  by rewrite ea er mul_partial_mx /filter_of formE consE -linearD /= mulrDr [_ * (rVpoly w * r)]mulrA.
rewrite mulrDr linearD /=; apply: addmx_sub_adds; last first.
  by apply/IHn; exists r'; rewrite // consE mulrA.
by rewrite genmxE -(poly_rV_K su) -formE -/(filter_of N _) -mul_partial_mx submxMl.
Qed.

(** The rank of the differential. *)
Theorem layers_rank net : (0 < size net)%N -> stride_one net -> all (fun l => filter l != 0) net ->
    N = (degree (filter_sizes net)).+1 ->
  \rank (differential_image [::] net) = (N - n_cofactor_roots (filter_sizes net) (filter_forms net))%N.
Proof.
move=> n0 s1 nz eN; set r := (_ - _)%N; pose G := cofactor_gcd (filter_forms net).
have v := valid_forms nz; have ks0 : filter_sizes net != [::] by rewrite -size_eq0 size_map -lt0n.
have s1_nil : stride_one ([::] : seq (layer F)) by [].
have P0 := prod_neq0 v; have sP := size_prod_valid v.
have dG : G %| \prod_(p <- filter_forms net) p.
  by rewrite /G; case: (net) n0 => // l n' _; apply: cofactor_gcd_dvdp.
have G0 : G != 0 by apply: contraNneq P0 => e; rewrite e dvd0p in dG.
have sG : (0 < size G <= N)%N.
  by rewrite size_poly_gt0 G0 (leq_trans (dvdp_leq P0 dG)) // eN -sP leq_addr.
have bound (h : {poly F}) : (size h <= r)%N -> (size (G * h)%R <= N)%N.
  move=> sh; apply: leq_trans (size_mul_leq _ _) _; move: sh; rewrite /r /n_cofactor_roots -/G.
  by move: (order_sum _ _ - _)%N (size G) (size h) sG => x y z; clear; lia.
rewrite -[RHS](rank_mul_poly_mx G0 bound); apply: eqmx_rank; apply/andP; split; apply/rV_subP => x.
  move=> /(differential_imageP _ s1_nil s1)[f]; rewrite big_nil mul1r => /(image_layersP _ ks0 v); rewrite -eN.
  by move=> [h sh ->] ->; rewrite mulrC -(poly_rV_K sh) -mul_poly_mxE submxMl.
move=> /submxP[d ->]; apply/(differential_imageP _ s1_nil s1); exists (G * rVpoly d).
  by apply/image_layersP => //; rewrite -eN; exists (rVpoly d); rewrite // size_poly.
by rewrite big_nil mul1r mul_poly_mxE mulrC.
Qed.

End LayersRank.
