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

Section Saddles.

Variables (R : rcfType) (N : nat) (Q : 'M[R]_N) (u : 'rV[R]_N).
Implicit Types (net : seq (layer R)) (ps hs : seq {poly R}).

(** Networks as near as one likes have a smaller loss, and others a larger one. *)
Definition saddle (f : seq (layer R) -> R) net : Prop := forall d, 0 < d ->
  (exists2 net', near d net net' & f net' < f net) /\ (exists2 net', near d net net' & f net < f net').

(** The network with other forms. *)
Fixpoint with_forms net ps : seq (layer R) :=
  match net, ps with
  | l :: net', p :: ps' => Layer (stride l) (poly_rV p : 'rV_(filter_size l)) :: with_forms net' ps'
  | _, _ => [::]
  end.

Lemma with_formsP net ps : fits (filter_sizes net) ps ->
  architecture (with_forms net ps) = architecture net /\ filter_forms (with_forms net ps) = ps.
Proof.
elim: net ps => [|[k s w] net IH] [|p ps] //= /andP[sp /IH[-> ->]]; split=> //.
by rewrite poly_rV_K.
Qed.

Definition multiple (t : R) hs : seq {poly R} := [seq t *: h | h <- hs].

Lemma product_multiple (t : R) ps hs :
  first_order ps (multiple t hs) = t *: first_order ps hs /\ second_order ps (multiple t hs) = t ^+ 2 *: second_order ps hs.
Proof.
elim: ps hs => [|p ps IH] [|h hs] /=; rewrite ?scaler0 //; have [-> ->] := IH hs; split.
  by rewrite scalerDr scalerAr scalerAl.
by rewrite scalerDr -!scalerAr -scalerAl scalerA -expr2.
Qed.

Lemma spread_multiple S ss (t : R) hs : spread S ss (multiple t hs) = multiple t (spread S ss hs).
Proof. by elim: ss S hs => [|s ss IH] S [|h hs] //=; rewrite IH comp_polyZ. Qed.

Lemma slope_multiple net t hs : slope Q u net (multiple t hs) = t * slope Q u net hs.
Proof. by rewrite /slope /level_forms spread_multiple (product_multiple _ _ _).1 linearZ. Qed.

Lemma curvature_multiple net t hs : curvature Q u net (multiple t hs) = t ^+ 2 * curvature Q u net hs.
Proof.
rewrite /curvature /second_loss /level_forms spread_multiple !(product_multiple _ _ _).1 (product_multiple _ _ _).2.
rewrite linearZ /= mulrDr; congr (_ + _).
by rewrite /bilinear linearZ /= -scalemxAl innerZl innerC innerZl innerC mulrA -expr2.
Qed.

Lemma total_norm_multiple t hs : total_norm (multiple t hs) = `|t| * total_norm hs.
Proof.
by rewrite /total_norm /multiple big_map mulr_sumr; apply: eq_bigr => h _; rewrite norm1Z.
Qed.

Lemma fits_multiple ks t hs : fits ks hs -> fits ks (multiple t hs).
Proof. by elim: ks hs => [|k ks IH] [|h hs] //= /andP[sh /IH ->]; rewrite (leq_trans (size_scale_leq _ _)). Qed.

Lemma fits_moved ks ps hs : fits ks ps -> fits ks hs -> fits ks (moved ps hs).
Proof.
elim: ks ps hs => [|k ks IH] [|p ps] [|h hs] //= /andP[sp fp] /andP[sh fh].
by rewrite IH // andbT (leq_trans (size_add _ _)) // geq_max sp.
Qed.

Lemma change_moved ps hs : size ps = size hs -> change ps (moved ps hs) = hs.
Proof. by elim: ps hs => [|p ps IH] [|h hs] //= [/IH ->]; rewrite addrC addKr. Qed.

(** In a direction without slope the loss changes as the terms of the second order. *)
Lemma second_order_change net hs d : fits (filter_sizes net) hs -> slope Q u net hs = 0 -> curvature Q u net hs != 0 -> 0 < d ->
  exists2 net', near d net net' & 0 < (network_loss Q u net' - network_loss Q u net) * curvature Q u net hs.
Proof.
move=> fh flat k0 d0; have [C C0 rest] := network_rest Q u net; set k := curvature _ _ _ _ in k0 *.
have nk : 0 < `|k| by rewrite normr_gt0.
pose T := total_norm hs + 1; have T0 : 0 < T by rewrite ltr_paddl ?total_norm_ge0 ?ltr01.
have CT : 0 < C * T ^+ 3 + 1 by rewrite ltr_paddl ?ltr01 // mulr_ge0 // exprn_ge0 // ltW.
pose t := Num.min (Num.min 1 (d / 2%:R) / T) (`|k| / 2%:R / (C * T ^+ 3 + 1)).
have t0 : 0 < t by rewrite lt_minr !divr_gt0 ?lt_minr ?ltr01 ?divr_gt0 ?ltr0n.
have tT : t * T <= Num.min 1 (d / 2%:R) by rewrite -ler_pdivl_mulr // le_minl lexx.
have tC : t * (C * T ^+ 3 + 1) <= `|k| / 2%:R by rewrite -ler_pdivl_mulr // le_minl lexx orbT.
move: tT; rewrite le_minr => /andP[tT1 tTd]; have tT0 : 0 <= t * T by rewrite mulr_ge0 ?ltW.
have sz : size (filter_forms net) = size (multiple t hs) by rewrite !size_map (fits_size fh) size_map.
have fm := fits_moved (fits_network net) (fits_multiple t fh).
have [an fn] := with_formsP fm; exists (with_forms net (moved (filter_forms net) (multiple t hs))).
  split=> // i; rewrite fn => j; have e : (moved (filter_forms net) (multiple t hs))`_i - (filter_forms net)`_i = (multiple t hs)`_i.
    by rewrite -nth_change ?change_moved // (fits_size fm) !size_map.
  rewrite -coefB e; apply: le_lt_trans (coef_norm1 _ _) _; apply: le_lt_trans (_ : total_norm (multiple t hs) < d).
    have [lt|le] := ltnP i (size (multiple t hs)); first exact/norm1_le_total/mem_nth.
    by rewrite nth_default // norm10 total_norm_ge0.
  rewrite total_norm_multiple gtr0_norm //; apply: (@le_lt_trans _ _ (d / 2%:R)).
    by apply: le_trans tTd; rewrite ler_pmul2l // ler_addl ler01.
  by rewrite ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
have := rest _ _ fm tT0 tT1; rewrite change_moved // total_norm_multiple gtr0_norm // ler_pmul2l // ler_addl ler01 => /(_ isT).
rewrite slope_multiple flat mulr0 subr0 curvature_multiple -/k.
have -> : network_loss Q u (with_forms net (moved (filter_forms net) (multiple t hs))) =
    form_loss Q u (product (level_forms net (moved (filter_forms net) (multiple t hs)))).
  by rewrite network_lossE fn /level_forms (same_strides an).
move: (form_loss _ _ _ - _) => x small.
have t2 : 0 < t ^+ 2 by rewrite exprn_gt0.
have {small} small : `|x - t ^+ 2 * k| <= t ^+ 2 * (`|k| / 2%:R).
  apply: le_trans small _; rewrite exprMn [t ^+ 3]exprSr mulrCA -mulrA ler_pmul2l //.
  by apply: le_trans tC; rewrite ler_pmul2l // ler_addl ler01.
have -> : x * k = t ^+ 2 * `|k| ^+ 2 + (x - t ^+ 2 * k) * k.
  by rewrite mulrBl real_normK ?num_real // -[t ^+ 2 * k * k]mulrA -(expr2 k) addrC subrK.
move: (x - _) small => y small; rewrite -[X in _ < _ + X]opprK subr_gt0 -mulNr.
apply: le_lt_trans (ler_norm _) _; rewrite normrM normrN; apply: le_lt_trans (ler_wpmul2r (ltW nk) small) _.
rewrite -mulrA ltr_pmul2l // expr2 mulrAC ltr_pdivr_mulr ?ltr0n // ltr_pmulr ?mulr_gt0 // ltr1n.
by [].
Qed.

(** Directions in which the terms of the second order are negative and positive make a saddle. *)
Theorem second_order_saddle net hs hs' : (forall hs, fits (filter_sizes net) hs -> slope Q u net hs = 0) ->
    fits (filter_sizes net) hs -> fits (filter_sizes net) hs' ->
    curvature Q u net hs < 0 -> 0 < curvature Q u net hs' -> saddle (network_loss Q u) net.
Proof.
move=> flat fh fh' k0 k0' d d0; split.
  have [net' nr] := second_order_change fh (flat _ fh) (ltr0_neq0 k0) d0.
  by rewrite nmulr_lgt0 // subr_lt0; exists net'.
have [net' nr] := second_order_change fh' (flat _ fh') (lt0r_neq0 k0') d0.
by rewrite pmulr_lgt0 // subr_gt0; exists net'.
Qed.

End Saddles.
