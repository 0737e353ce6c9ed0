(** Critical points by the chain rule, and saddles.

    That the derivative of the square loss in all filters is zero, in the sense of limits, is the same as that all partial gradients of
    the chain rule vanish. Where the terms of the second order take both signs, the point is a saddle. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf zify.
From LCN Require Import Interior Levels Network Gradient CriticalPoints CoefficientNorm LocalMinima.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section ChainRule.

Variables (R : rcfType) (N : nat) (Q : 'M[R]_N) (u : 'rV[R]_N).
Implicit Types (net n m : seq (layer R)) (hs : seq {poly R}).

(** The sum of the partial derivatives is the derivative. *)
Lemma partial_slope net hs : critical net (network_gradient Q u net) -> fits (filter_sizes net) hs -> slope Q u net hs = 0.
Proof.
rewrite /slope /level_forms; move: (network_gradient Q u net) => g.
suff gen n : (forall m s k (w : 'rV[R]_k) n2, net = m ++ Layer s w :: n2 -> filter_gradient (n ++ m) n2 s k g = 0) ->
    fits (filter_sizes net) hs ->
    pairing g (product (layer_forms 1 n) *
      first_order (spread (1 * total_stride (architecture n)) (strides net) (filter_forms net))
        (spread (1 * total_stride (architecture n)) (strides net) hs)) = 0.
  move=> crit fh; have := gen [::] crit fh; by rewrite /= /product big_nil mul1r.
elim: net n hs => [|[k s w] net IH] n [|h hs] //= => [_ _|crit /andP[sh fh]]; first by rewrite mulr0 linear0.
set T := (1 * _)%N; rewrite mulrDr linearD /=.
have e : product (layer_forms 1 (rcons n (Layer s w))) = product (layer_forms 1 n) * (rVpoly w \Po 'X^T).
  by rewrite /product -cats1 layer_forms_cat big_cat /= big_cons big_nil mulr1.
have eT : (1 * total_stride (architecture (rcons n (Layer s w))) = T * s)%N.
  rewrite /T !mul1n -cats1 /architecture map_cat /= -/(architecture _); elim: (architecture n) => [|[k' s'] a IHa] /=.
    by rewrite muln1 mul1n.
  by rewrite IHa mulnA.
have -> : pairing g (product (layer_forms 1 n) * ((rVpoly w \Po 'X^T) *
    first_order (spread (T * s) (strides net) (filter_forms net)) (spread (T * s) (strides net) hs))) = 0.
  rewrite mulrA -e -eT; apply: IH fh => m' s' k' w' n2 em; rewrite cat_rcons; apply: (crit (Layer s w :: m') s' k' w' n2).
  by rewrite em.
rewrite add0r; have /gradient_eq0/(_ (poly_rV h)) := crit [::] s k w net erefl.
rewrite cats0 innerC /filter_of /network_form layer_forms_cat big_cat /= big_cons poly_rV_K // -layer_forms_spread.
by rewrite innerC -/(pairing _ _).
Qed.

(** The definition by limits and the chain rule say the same. *)
Theorem critical_pointE net : critical_point (network_loss Q u) net <-> critical net (network_gradient Q u net).
Proof.
split=> [crit n1 s k w n2 netE|crit]; last by apply: slope_critical => hs; exact: partial_slope.
apply/gradient_eq0 => v; rewrite -euler_identity; set b := inner _ _; apply/eqP; apply: contraT => b0.
have nb : 0 < `|b| by rewrite normr_gt0.
pose V := norm1 (rVpoly v) + 1; have V0 : 0 < V by rewrite ltr_paddl ?norm1_ge0 ?ltr01.
pose q := inner (filter_of N (n1 ++ Layer s v :: n2) *m Q) (filter_of N (n1 ++ Layer s v :: n2)).
have e0 : 0 < `|b| / (4%:R * V) by rewrite divr_gt0 ?mulr_gt0 ?ltr0n.
have [d d0 h] := crit _ e0.
pose t := Num.min (d / (4%:R * V)) (`|b| / (4%:R * (`|q| + 1))).
have q1 : 0 < `|q| + 1 by rewrite ltr_paddl ?ltr01.
have t0 : 0 < t by rewrite lt_minr !divr_gt0 ?mulr_gt0 ?ltr0n.
have td : t * (2%:R * V) < d.
  have le : t * (4%:R * V) <= d by rewrite -ler_pdivl_mulr ?mulr_gt0 ?ltr0n // le_minl lexx.
  by apply: lt_le_trans le; rewrite ltr_pmul2l // ltr_pmul2r // ltr_nat.
have tq : t * `|q| <= `|b| / 4%:R.
  have le : t * (4%:R * (`|q| + 1)) <= `|b| by rewrite -ler_pdivl_mulr ?mulr_gt0 ?ltr0n // le_minl lexx orbT.
  rewrite ler_pdivl_mulr ?ltr0n //; apply: le_trans le; rewrite -mulrA ler_wpmul2l ?(ltW t0) // mulrC.
  by rewrite ler_wpmul2l ?ler0n // ler_addl ler01.
pose net' := n1 ++ Layer s (w + t *: v) :: n2.
have tv0 : 0 < t * (2%:R * V) by rewrite !mulr_gt0 ?ltr0n.
have nr : near (t * (2%:R * V)) net net'.
  split=> [|i j]; first by rewrite netE /net' /architecture !map_cat.
  rewrite netE /net' /filter_forms !map_cat !nth_cat !size_map; case: ifP => _; first by rewrite subrr normr0.
  case: (i - size n1)%N => [|i'] /=; last by rewrite subrr normr0.
  rewrite linearD linearZ /= -coefB addrC addKr coefZ normrM (gtr0_norm t0) ltr_pmul2l //.
  apply: le_lt_trans (coef_norm1 _ _) _; apply: (@lt_le_trans _ _ V); first by rewrite /V ltr_addl ltr01.
  by rewrite ler_pmull // ler1n.
have := h _ _ td nr; rewrite /network_loss /net' netE square_loss_expansion -netE -/(network_gradient Q u net) -/b -/q.
rewrite -addrA [_ + (_ + _)]addrC addrK.
have -> : `|b| / (4%:R * V) * (t * (2%:R * V)) = t * (`|b| / 2%:R).
  have -> : 4%:R * V = 2%:R * (2%:R * V) by rewrite mulrA -natrM.
  rewrite [LHS]mulrCA; congr (t * _); move: (2%:R * V) (mulr_gt0 (ltr0n R 2 : 0 < _) V0) => W W0.
  by rewrite invfM mulrA divfK // gt_eqF.
move=> small; have := ler_norm_sub (t * b + t ^+ 2 * q) (t ^+ 2 * q); rewrite addrK normrM (gtr0_norm t0) => le.
have : t * `|b| <= t * (`|b| / 2%:R) + t * (`|b| / 4%:R).
  apply: le_trans le (ler_add small _); rewrite normrM (gtr0_norm (exprn_gt0 2 t0)) expr2 -mulrA.
  by rewrite ler_pmul2l.
rewrite -mulrDr ler_pmul2l // {1}[`|b|]splitr ler_add2l ler_pmul2l // lef_pinv ?posrE ?ltr0n //.
by rewrite ler_nat.
Qed.

End ChainRule.
