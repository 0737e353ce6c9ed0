(** Critical points with zero filters, every stride.

    With two or more zero filters every point is critical. With one zero filter w_i the gradient in all other filters is zero:
    the point is critical exactly if the gradient of the loss at 0 is orthogonal to all end-to-end filters that arise by a
    change of w_i. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import Network Gradient CriticalPoints.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section ZeroFilters.

Variables (F : fieldType) (N : nat).
Implicit Types (net n m : seq (layer F)) (l : layer F) (g : 'rV[F]_N).

Definition is_zero l : bool := filter l == 0.

Lemma network_form_zero net : has is_zero net -> network_form net = 0.
Proof.
elim: net => //= l net IH; rewrite network_form_cons => /orP[/eqP ->|/IH ->].
  by rewrite linear0 mul0r.
by rewrite comp_poly0 mulr0.
Qed.

(** A zero filter makes the gradients in all other filters zero. *)
Lemma other_gradient_zero n1 n2 s k g : has is_zero (n1 ++ n2) -> filter_gradient n1 n2 s k g = 0.
Proof.
move=> z; apply/gradient_eq0 => v; rewrite /filter_of network_form_zero; last first.
  by move: z; rewrite !has_cat /= orbCA orbC => ->; rewrite ?orbT.
by rewrite linear0 /inner mul0mx mxE.
Qed.

(** Every point with two or more zero filters is critical. *)
Theorem two_zero_filters net g : (2 <= count is_zero net)%N -> critical net g.
Proof.
move=> z n1 s k w n2 e; apply: other_gradient_zero; move: z; rewrite e has_count !count_cat /=.
by case: (is_zero _) => /=; move: (count _ n1) (count _ n2) => x y; lia.
Qed.

(** With one zero filter the point is critical exactly if the gradient in this filter is zero. *)
Theorem one_zero_filterP n1 s k n2 g :
  critical (n1 ++ Layer s (0 : 'rV[F]_k) :: n2) g <->
  has is_zero (n1 ++ n2) \/ forall v : 'rV[F]_k, inner (filter_of N (n1 ++ Layer s v :: n2)) g = 0.
Proof.
split=> [crit|]; first by right; apply/gradient_eq0/crit.
case=> [z|/gradient_eq0 h m1 s' k' w m2 e].
  apply: two_zero_filters; move: z; rewrite has_count !count_cat /= /is_zero eqxx.
  by move: (count _ n1) (count _ n2) => x y; clear; lia.
have [z|nz] := boolP (has is_zero (m1 ++ m2)); first exact: other_gradient_zero.
have z0 : is_zero (Layer s (0 : 'rV[F]_k)) by rewrite /is_zero.
have sz : size m1 = size n1.
  have := congr1 (count is_zero) e; have := congr1 (find is_zero) e.
  move: nz; rewrite has_cat negb_or => /andP[z1 z2]; rewrite !find_cat (negbTE z1) !count_cat /= z0.
  move: z1 z2; rewrite !has_count; case: (count _ n1) => [|x] /=.
    case: (is_zero _) => /=; first by rewrite !addn0.
    by move: (count _ n2) (count _ m1) (count _ m2) => y x' y'; clear; lia.
  by move: (count _ n2) (count _ m1) (count _ m2) => y x' y'; case: (is_zero _); clear; lia.
have em : m1 = n1 by have := congr1 (take (size n1)) e; rewrite take_size_cat // -sz take_size_cat.
have := congr1 (drop (size n1)) e; rewrite drop_size_cat // -sz drop_size_cat //.
by case=> ek es _ en; move: h; rewrite em ek es en.
Qed.

(** For stride one: the gradient at 0 is orthogonal to all multiples of the product of the other forms. *)
Corollary one_zero_filter_stride_one n1 k n2 g : stride_one n1 -> stride_one n2 -> ~~ has is_zero (n1 ++ n2) ->
  critical (n1 ++ Layer 1 (0 : 'rV[F]_k) :: n2) g <->
  forall u : {poly F}, (size u <= k)%N -> pairing g (\prod_(p <- filter_forms (n1 ++ n2)) p * u) = 0.
Proof.
move=> s1 s2 nz; apply: (iff_trans (one_zero_filterP _ _ _ _ _)); rewrite (negbTE nz).
have formE (v : 'rV[F]_k) :
    inner (filter_of N (n1 ++ Layer 1 v :: n2)) g = pairing g (\prod_(p <- filter_forms (n1 ++ n2)) p * rVpoly v).
  rewrite /filter_of split_form // /pairing /filter_forms map_cat big_cat /=.
  by rewrite [rVpoly v * _]mulrC mulrA.
split=> [[//|h] u su|h]; first by rewrite -(poly_rV_K su) -formE.
by right=> v; rewrite formE h // size_poly.
Qed.

End ZeroFilters.
