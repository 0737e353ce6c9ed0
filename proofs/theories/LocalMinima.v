(** Local minima of the square loss in the filters, modulo rescaling of layers.

    Layers can be multiplied by factors with product 1 without a change of the loss, so no minimum is isolated. A strict local
    minimum has a neighbourhood in which the loss is at least as large, and equal at the rescaled networks only. It is enough that the
    gradient vanishes and that the second order terms are positive definite on a slice that fixes one coefficient, which is not zero,
    of every filter but the first. A real closed field has no compact sets: the neighbourhoods are explicit. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf zify.
From LCN Require Import Interior Levels Network Gradient CriticalPoints CoefficientNorm.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Statements.

Variable R : rcfType.
Implicit Types (net : seq (layer R)) (f : seq (layer R) -> R).

(** The networks of the same architecture whose coefficients differ by less than [d]. *)
Definition near (d : R) net net' : Prop :=
  architecture net' = architecture net /\ forall i, close d (filter_forms net)`_i (filter_forms net')`_i.

(** The filters are multiplied by factors with product 1. *)
Definition rescaling net net' : Prop :=
  exists cs, [/\ size cs = size net, \prod_(c <- cs) c = 1 & filter_forms net' = scaled cs (filter_forms net)].

(** The derivative of [f] in all coefficients of all filters is zero. *)
Definition critical_point f net : Prop :=
  forall e, 0 < e -> exists2 d, 0 < d & forall r net', r < d -> near r net net' -> `|f net' - f net| <= e * r.

Definition strict_local_minimum f net : Prop :=
  exists2 d, 0 < d & forall net', near d net net' -> f net <= f net' /\ (f net' = f net -> rescaling net net').

End Statements.

Section Forms.

Variable R : rcfType.
Implicit Types (p q h : {poly R}) (ps qs hs : seq {poly R}) (cs : seq R) (c d e : R) (ks ss : seq nat).

(** The p_i(x^(S_i)) of the forms p_i of layers with the strides [ss]. *)
Fixpoint spread (S : nat) ss ps : seq {poly R} :=
  match ss, ps with s :: ss', p :: ps' => (p \Po 'X^S) :: spread (S * s) ss' ps' | _, _ => [::] end.

Lemma layer_forms_spread S (net : seq (layer R)) : layer_forms S net = spread S (map (@stride R) net) (filter_forms net).
Proof. by elim: net S => //= l net IH S; rewrite IH. Qed.

Fixpoint change ps qs : seq {poly R} :=
  match ps, qs with p :: ps', q :: qs' => (q - p) :: change ps' qs' | _, _ => [::] end.

Lemma size_change ps qs : size ps = size qs -> size (change ps qs) = size ps.
Proof. by elim: ps qs => [|p ps IH] [|q qs] //= [/IH ->]. Qed.

Lemma moved_change ps qs : size ps = size qs -> moved ps (change ps qs) = qs.
Proof. by elim: ps qs => [|p ps IH] [|q qs] //= [/IH ->]; rewrite addrC subrK. Qed.

Lemma spread_moved S ss ps hs : size hs = size ps -> spread S ss (moved ps hs) = moved (spread S ss ps) (spread S ss hs).
Proof.
by elim: ss S ps hs => [|s ss IH] S [|p ps] [|h hs] //= [e]; rewrite IH // comp_polyD.
Qed.

Lemma size_scaled cs ps : size (scaled cs ps) = size ps.
Proof. by elim: cs ps => [|c cs IH] [|p ps] //=; rewrite IH. Qed.

Lemma spread_scaled S ss cs ps : spread S ss (scaled cs ps) = scaled cs (spread S ss ps).
Proof. by elim: ss S cs ps => [|s ss IH] S [|c cs] [|p ps] //=; rewrite IH comp_polyZ. Qed.

Lemma nth_scaled cs ps i : size cs = size ps -> (scaled cs ps)`_i = cs`_i *: ps`_i.
Proof. by elim: cs ps i => [|c cs IH] [|p ps] [|i] //= => [||[/IH ->]] //; rewrite scaler0. Qed.

Lemma nth_change ps qs i : size ps = size qs -> (change ps qs)`_i = qs`_i - ps`_i.
Proof. by elim: ps qs i => [|p ps IH] [|q qs] [|i] //= => [||[/IH ->]] //; rewrite subr0. Qed.

Lemma size_spread S ss ps : size ss = size ps -> size (spread S ss ps) = size ps.
Proof. by elim: ss S ps => [|s ss IH] S [|p ps] //= [e]; rewrite IH. Qed.

Lemma norm1_spread S ss hs e : (forall h, h \in hs -> norm1 h <= e) -> forall h, h \in spread S ss hs -> norm1 h <= e.
Proof.
elim: ss S hs => [|s ss IH] S [|g hs] //= b h; rewrite inE => /orP[/eqP ->|].
  by apply: le_trans (norm1_comp_Xn _ _) (b _ (mem_head _ _)).
by apply: IH => h' i; apply: b; rewrite inE i orbT.
Qed.

(** Forms of the sizes [ks]. *)
Fixpoint fits ks ps : bool :=
  match ks, ps with k :: ks', p :: ps' => (size p <= k)%N && fits ks' ps' | [::], [::] => true | _, _ => false end.

Lemma fits_size ks ps : fits ks ps -> size ps = size ks.
Proof. by elim: ks ps => [|k ks IH] [|p ps] //= /andP[_ /IH ->]. Qed.

Lemma fits_change ks ps qs : fits ks ps -> fits ks qs -> fits ks (change ps qs).
Proof.
elim: ks ps qs => [|k ks IH] [|p ps] [|q qs] //= /andP[sp fp] /andP[sq fq].
by rewrite IH // andbT (leq_trans (size_add _ _)) // geq_max sq size_opp.
Qed.

Lemma fits_scaled ks cs ps : fits ks ps -> fits ks (scaled cs ps).
Proof.
elim: ks cs ps => [|k ks IH] [|c cs] [|p ps] //= /andP[sp fp].
by rewrite IH // andbT (leq_trans (size_scale_leq _ _)).
Qed.

Lemma fits_network (net : seq (layer R)) : fits (filter_sizes net) (filter_forms net).
Proof. by elim: net => //= l net ->; rewrite size_poly. Qed.

(** The sum of the norms. *)
Definition total_norm hs : R := \sum_(h <- hs) norm1 h.

Lemma total_norm_ge0 hs : 0 <= total_norm hs.
Proof. by apply: sumr_ge0 => h _; apply: norm1_ge0. Qed.

Lemma norm1_le_total hs h : h \in hs -> norm1 h <= total_norm hs.
Proof.
rewrite /total_norm; elim: hs => // g hs IH; rewrite inE big_cons => /orP[/eqP <-|/IH le].
  by rewrite ler_addl total_norm_ge0.
by apply: le_trans le _; rewrite ler_addr norm1_ge0.
Qed.

Lemma total_norm_bound ks hs e : fits ks hs -> (forall i j, `|hs`_i`_j| <= e) -> total_norm hs <= (sumn ks)%:R * e.
Proof.
rewrite /total_norm; elim: ks hs => [|k ks IH] [|h hs] //= => [_ _|/andP[sh fh] b]; first by rewrite big_nil mul0r.
rewrite big_cons natrD mulrDl; apply: ler_add; first exact: norm1_bound (b 0%N).
by apply: IH => // i j; apply: (b i.+1).
Qed.

Lemma norm1_eq0 p : norm1 p = 0 -> p = 0.
Proof.
by move=> e; apply/polyP => i; have := coef_norm1 p i; rewrite e normr_le0 coef0 => /eqP.
Qed.

Lemma change_eq0 ps qs : size ps = size qs -> total_norm (change ps qs) = 0 -> qs = ps.
Proof.
rewrite /total_norm; elim: ps qs => [|p ps IH] [|q qs] //= [sz]; rewrite big_cons => /eqP.
rewrite paddr_eq0 ?norm1_ge0 ?sumr_ge0 // => [/andP[/eqP/norm1_eq0/eqP + /eqP/(IH _ sz) ->]|h _]; last exact: norm1_ge0.
by rewrite subr_eq0 => /eqP ->.
Qed.

Lemma scaled_inv cs ps : size cs = size ps -> \prod_(c <- cs) c = 1 -> scaled [seq z^-1 | z <- cs] (scaled cs ps) = ps.
Proof.
move=> sz c1; have {c1} : \prod_(c <- cs) c != 0 by rewrite c1 oner_eq0.
elim: cs ps sz => [|c cs IH] [|p ps] //= [sz]; rewrite big_cons mulf_eq0 negb_or => /andP[c0 /(IH _ sz) ->].
by rewrite scalerA mulVf // scale1r.
Qed.

(** ** The slice *)

Fixpoint in_slice ks (fixed : seq (option nat)) hs : Prop :=
  match ks, fixed, hs with
  | k :: ks', j :: fixed', h :: hs' =>
      [/\ (size h <= k)%N, (if j is Some j then h`_j = 0 else True) & in_slice ks' fixed' hs']
  | [::], [::], [::] => True
  | _, _, _ => False
  end.

Lemma in_slice_fits ks fixed hs : in_slice ks fixed hs -> fits ks hs.
Proof. by elim: ks fixed hs => [|k ks IH] [|j fixed] [|h hs] //= [-> _ /IH ->]. Qed.

Definition fixes (j : option nat) p : bool := if j is Some j then p`_j != 0 else false.

(** A coefficient that is not zero is fixed in every filter but the first. *)
Definition transversal (fixed : seq (option nat)) ps : bool :=
  match fixed, ps with None :: fixed', p :: ps' => all2 fixes fixed' ps' | _, _ => false end.

Lemma close_le d d' p q : d <= d' -> close d p q -> close d' p q.
Proof. by move=> le cl i; apply: lt_le_trans (cl i) le. Qed.

Lemma gauge_one p j e : p`_j != 0 -> 0 < e -> exists2 d, 0 < d & forall q, close d p q ->
  exists c, [/\ c != 0, (c *: q)`_j = p`_j, close e p (c *: q) & `|c^-1 - 1| < e].
Proof.
move=> a0 e0; set a := p`_j in a0 *; have na : 0 < `|a| by rewrite normr_gt0.
pose b := norm1 p + `|a| + 1; have b0 : 0 < b by rewrite ltr_paddl ?ltr01 ?addr_ge0 ?norm1_ge0.
pose d := Num.min (`|a| / 2%:R) (Num.min (e * `|a| / 2%:R / b) (e * `|a|)).
have d0 : 0 < d by rewrite !lt_minr !divr_gt0 ?mulr_gt0 ?ltr0n.
have da : d <= `|a| / 2%:R by rewrite /d le_minl lexx.
have de : d <= e * `|a| / 2%:R / b by rewrite /d !le_minl lexx orbT.
have de' : d <= e * `|a| by rewrite /d !le_minl lexx !orbT.
exists d => // q cl; have qa : `|q`_j - a| < d := cl j.
have half : `|a| / 2%:R < `|q`_j|.
  have le := ler_norm_add (q`_j) (a - q`_j); rewrite addrC subrK distrC in le.
  have lt : `|a| < `|q`_j| + `|a| / 2%:R by apply: le_lt_trans le _; rewrite ltr_add2l; apply: lt_le_trans qa da.
  by rewrite -(ltr_add2r (`|a| / 2%:R)) -splitr.
have nq : 0 < `|q`_j| by apply: lt_trans half; rewrite divr_gt0 ?ltr0n.
have q0 : q`_j != 0 by rewrite -normr_gt0.
exists (a / q`_j); split.
- by rewrite mulf_neq0 ?invr_eq0.
- by rewrite coefZ divfK.
- move=> i; rewrite coefZ.
  have -> : a / q`_j * q`_i - p`_i = (a * (q`_i - p`_i) - p`_i * (q`_j - a)) / q`_j.
    by apply: (mulIf q0); rewrite [LHS]mulrBl (mulrAC _ _ q`_j) divfK // divfK // !mulrBr opprB addrA [p`_i * a]mulrC subrK.
  rewrite normrM normfV ltr_pdivr_mulr //; apply: le_lt_trans (ler_norm_sub _ _) _; rewrite !normrM.
  have bd : (`|a| + norm1 p) * d < e * `|q`_j|.
    have lt : (`|a| + norm1 p) * d < b * d by rewrite ltr_pmul2r // /b [`|a| + _]addrC ltr_addl ltr01.
    apply: lt_le_trans lt _; apply: le_trans (_ : b * (e * `|a| / 2%:R / b) <= _); first by rewrite ler_pmul2l.
    by rewrite mulrC divfK ?gt_eqF // -mulrA ler_pmul2l // ltW.
  apply: le_lt_trans bd; rewrite mulrDl; apply: ler_add.
    by rewrite ler_wpmul2l // ltW.
  by apply: ler_pmul; rewrite ?coef_norm1 // ltW.
rewrite invf_div -[X in _ - X](divff a0) -mulrBl normrM normfV ltr_pdivr_mulr //.
exact: lt_le_trans qa de'.
Qed.

Lemma gauge_tail ks fixed ps e : fits ks ps -> all2 fixes fixed ps -> 0 < e -> exists2 d, 0 < d & forall qs,
  fits ks qs -> (forall i, close d ps`_i qs`_i) -> exists cs, [/\ size cs = size ps,
    in_slice ks fixed (change ps (scaled cs qs)), forall i, close e ps`_i (scaled cs qs)`_i,
    \prod_(c <- cs) c != 0 & `|(\prod_(c <- cs) c)^-1 - 1| < e].
Proof.
elim: ks fixed ps e => [|k ks IH] [|j fixed] [|p ps] e //= => [_ _ e0|].
  exists 1 => [|[|q qs] //]; first exact: ltr01.
  exists [::]; rewrite big_nil invr1 subrr normr0 oner_eq0; split=> // i.
  by rewrite nth_nil => j; rewrite subrr normr0.
case: j => // j /andP[sp fp] /andP[pj fx] e0.
pose e1 := Num.min 1 (e / 3%:R); have e10 : 0 < e1 by rewrite lt_minr ltr01 divr_gt0 ?ltr0n.
have e11 : e1 <= 1 by rewrite le_minl lexx.
have e1e : e1 <= e / 3%:R by rewrite le_minl lexx orbT.
have e1e' : e1 <= e by apply: le_trans e1e _; rewrite ler_pdivr_mulr ?ltr0n // ler_pmulr // ler1n.
have [d1 d10 h1] := gauge_one pj e10; have [d2 d20 h2] := IH _ _ _ fp fx e10.
exists (Num.min d1 d2) => [|[|q qs] //= /andP[sq fq] cl]; first by rewrite lt_minr d10.
have le1 : Num.min d1 d2 <= d1 by rewrite le_minl lexx.
have le2 : Num.min d1 d2 <= d2 by rewrite le_minl lexx orbT.
have [c [c0 cj cq ci]] := h1 q (close_le le1 (cl 0%N)).
have [cs [sc sl cl' p0 pi]] := h2 qs fq (fun i => close_le le2 (cl i.+1)).
exists (c :: cs); rewrite big_cons /= sc; split=> //.
- split=> //; last by rewrite coefB cj subrr.
  by rewrite (leq_trans (size_add _ _)) // geq_max size_opp sp (leq_trans (size_scale_leq _ _)).
- by case=> [|i] /=; [exact: close_le e1e' cq | exact: close_le e1e' (cl' i)].
- by rewrite mulf_neq0.
rewrite invfM; move: (\prod_(j <- _) _)^-1 pi => y yi; move: c^-1 ci => x xi.
have -> : x * y - 1 = (x - 1) * (y - 1) + (x - 1) + (y - 1).
  by rewrite mulrBr mulr1 subrK mulrBl mul1r addrA subrK.
apply: le_lt_trans (ler_norm_add _ _) _; apply: le_lt_trans (ler_add (ler_norm_add _ _) (lexx _)) _.
have e3 : e1 + e1 + e1 <= e.
  by apply: le_trans (ler_add (ler_add e1e e1e) e1e) _; rewrite -mulr2n -mulrSr -[e / _ *+ 3]mulr_natr divfK ?pnatr_eq0.
apply: lt_le_trans e3; rewrite ltr_add // ler_lt_add // normrM.
by rewrite -[e1]mulr1; apply: ler_pmul => //; apply: ltW => //; apply: lt_le_trans e11.
Qed.

(** Every product of forms near enough is one of forms whose change is in the slice. *)
Lemma gauge ks fixed ps e : fits ks ps -> transversal fixed ps -> 0 < e -> exists2 d, 0 < d & forall qs,
  fits ks qs -> (forall i, close d ps`_i qs`_i) -> exists cs, [/\ size cs = size ps, \prod_(c <- cs) c = 1,
    in_slice ks fixed (change ps (scaled cs qs)) & forall i, close e ps`_i (scaled cs qs)`_i].
Proof.
case: fixed ks ps => [|[j|] fixed] [|k ks] [|p ps] //= /andP[sp fp] tr e0.
pose b := norm1 p + 2%:R; have b0 : 0 < b by rewrite ltr_paddl ?ltr0n ?norm1_ge0.
pose e1 := Num.min 1 (Num.min e (e / b)); have e10 : 0 < e1 by rewrite !lt_minr ltr01 e0 divr_gt0.
have e11 : e1 <= 1 by rewrite le_minl lexx.
have e1e : e1 <= e by rewrite !le_minl lexx orbT.
have e1b : e1 * b <= e by rewrite -ler_pdivl_mulr // !le_minl lexx !orbT.
have [d d0 h] := gauge_tail fp tr e10; exists (Num.min d e1) => [|[|q qs] //= /andP[sq fq] cl]; first by rewrite lt_minr d0.
have le1 : Num.min d e1 <= d by rewrite le_minl lexx.
have le2 : Num.min d e1 <= e1 by rewrite le_minl lexx orbT.
have [cs [sc sl cl' p0 pi]] := h qs fq (fun i => close_le le1 (cl i.+1)).
exists ((\prod_(c <- cs) c)^-1 :: cs); rewrite big_cons mulVf //= sc; split=> //.
  by split=> //; rewrite (leq_trans (size_add _ _)) // geq_max size_opp sp (leq_trans (size_scale_leq _ _)).
case=> [i|i] /=; last exact: close_le e1e (cl' i).
rewrite coefZ; move: (\prod_(j <- _) _)^-1 pi => x xi.
have -> : x * q`_i - p`_i = (x - 1) * (q`_i - p`_i) + (x - 1) * p`_i + (q`_i - p`_i).
  by rewrite -mulrDr subrK mulrBl mul1r addrA subrK.
have qi := lt_le_trans (cl 0%N i) le2; rewrite /= in qi.
have e1b' : e1 * b = e1 * norm1 p + e1 + e1 by rewrite /b mulrDr mulr_natr mulr2n addrA.
apply: lt_le_trans e1b; rewrite {}e1b'.
apply: le_lt_trans (ler_norm_add _ _) _; apply: (ler_lt_add _ qi).
apply: le_trans (ler_norm_add _ _) _; rewrite !normrM addrC; apply: ler_add.
  by rewrite ler_pmul ?coef_norm1 // ltW.
by rewrite -[X in _ <= X]mulr1; apply: ler_pmul => //; apply: ltW => //; apply: lt_le_trans qi e11.
Qed.

End Forms.

(** * The square loss *)

Section SquareLoss.

Variables (R : rcfType) (N : nat) (Q : 'M[R]_N) (u : 'rV[R]_N).
Implicit Types (v w : 'rV[R]_N) (p q h : {poly R}) (ps qs hs : seq {poly R}) (net : seq (layer R)).

Definition network_loss net : R := square_loss Q u (filter_of N net).

Definition form_loss p : R := square_loss Q u (poly_rV p).

(** The bilinear form of [Q]. *)
Definition bilinear p q : R := inner (poly_rV p *m Q) (poly_rV q).

Definition form_gradient p : 'rV[R]_N := square_gradient Q u (poly_rV p).

(** The terms of the second order of the loss of a product. *)
Definition second_loss ps hs : R :=
  pairing (form_gradient (product ps)) (second_order ps hs) + bilinear (first_order ps hs) (first_order ps hs).

Lemma innerC k (v w : 'rV[R]_k) : inner v w = inner w v.
Proof. by rewrite /inner -[v *m _]trmxK trmx_mul trmxK mxE. Qed.

Lemma innerDl k (v v' w : 'rV[R]_k) : inner (v + v') w = inner v w + inner v' w.
Proof. by rewrite /inner mulmxDl mxE. Qed.

Lemma innerDr k (v v' w : 'rV[R]_k) : inner w (v + v') = inner w v + inner w v'.
Proof. by rewrite innerC innerDl !(innerC w). Qed.

Lemma innerZl k c (v w : 'rV[R]_k) : inner (c *: v) w = c * inner v w.
Proof. by rewrite /inner -scalemxAl mxE. Qed.

Lemma innerQ v w : inner (v *m Q) w = inner (w *m Q^T) v.
Proof. by rewrite innerC /inner trmx_mul mulmxA. Qed.

Lemma square_lossD w v : square_loss Q u (w + v) = square_loss Q u w + inner v (square_gradient Q u w) + inner (v *m Q) v.
Proof.
rewrite /square_loss /square_gradient (addrAC w v); move: (w - u) => D.
rewrite mulmxDl innerDl !innerDr mulmxDr innerDr [inner v (D *m Q)]innerC [inner v (D *m Q^T)]innerC -innerQ.
by rewrite !addrA.
Qed.

Lemma bilinearDl p p' q : bilinear (p + p') q = bilinear p q + bilinear p' q.
Proof. by rewrite /bilinear linearD mulmxDl innerDl. Qed.

Lemma bilinearDr p p' q : bilinear q (p + p') = bilinear q p + bilinear q p'.
Proof. by rewrite /bilinear linearD innerDr. Qed.

Lemma form_lossD p h : form_loss (p + h) = form_loss p + pairing (form_gradient p) h + bilinear h h.
Proof. by rewrite /form_loss linearD square_lossD. Qed.

Definition matrix_norm : R := \sum_i \sum_j `|Q i j|.

Lemma matrix_norm_ge0 : 0 <= matrix_norm.
Proof. by apply: sumr_ge0 => i _; apply: sumr_ge0 => j _. Qed.

Lemma bilinear_bound p q : `|bilinear p q| <= matrix_norm * norm1 p * norm1 q.
Proof.
rewrite /bilinear /inner mxE; under eq_bigr do rewrite mxE mulr_suml.
rewrite exchange_big /= /matrix_norm -mulrA mulr_suml; apply: le_trans (ler_norm_sum _ _ _) _.
apply: ler_sum => i _; rewrite mulr_suml; apply: le_trans (ler_norm_sum _ _ _) _.
apply: ler_sum => j _; rewrite !mxE !normrM [`|p`_i| * _]mulrC -mulrA ler_wpmul2l //.
by rewrite ler_pmul ?coef_norm1.
Qed.

Lemma pairing_bound (g : 'rV[R]_N) p : `|pairing g p| <= (\sum_i `|g 0 i|) * norm1 p.
Proof.
rewrite /pairing /inner mxE mulr_suml; apply: le_trans (ler_norm_sum _ _ _) _.
by apply: ler_sum => i _; rewrite !mxE normrM mulrC ler_wpmul2l ?coef_norm1.
Qed.

(** What is left of the loss after the terms of the second order is of the third order. *)
Lemma loss_rest ps : exists2 C, 0 <= C & forall hs e, 0 <= e -> e <= 1 -> (forall h, h \in hs -> norm1 h <= e) ->
  `|form_loss (product (moved ps hs)) - form_loss (product ps)
    - pairing (form_gradient (product ps)) (first_order ps hs) - second_loss ps hs| <= C * e ^+ 3.
Proof.
set g := form_gradient _; set G := \sum_i `|g 0 i|; set b := weight ps; set M := matrix_norm.
have G0 : 0 <= G by apply: sumr_ge0.
have b0 : 0 <= b := weight_ge0 ps; have M0 : 0 <= M := matrix_norm_ge0.
exists (G * b + M * b * (2%:R * b) + M * (2%:R * b) * b + M * (2%:R * b) * (2%:R * b)) => [|hs e e0 e1 hb].
  by rewrite !addr_ge0 ?mulr_ge0 ?ler0n.
have [_ b1 b2 b3] := order_bounds ps e0 e1 hb; rewrite -/b in b1 b2 b3.
rewrite product_moved /second_loss -/g.
set l := first_order ps hs in b1 *; set q := second_order ps hs in b2 *; set r := higher_order ps hs in b3 *.
have -> : product ps + l + q + r = product ps + (l + (q + r)) by rewrite !addrA.
have e2 : 0 <= e ^+ 2 := exprn_ge0 2 e0.
have b4 : norm1 (q + r) <= 2%:R * b * e ^+ 2.
  apply: le_trans (norm1D _ _) _; apply: le_trans (ler_add b2 b3) _.
  by rewrite -mulrA mulr_natl mulr2n ler_add2l ler_wpmul2l // exprS ler_pimull.
rewrite form_lossD -/g bilinearDl !(bilinearDr l (q + r)) !linearD /=.
set x1 := pairing g r; set x2 := bilinear l (q + r); set x3 := bilinear (q + r) l; set x4 := bilinear (q + r) (q + r).
have -> : form_loss (product ps) + (pairing g l + (pairing g q + x1)) + (bilinear l l + x2 + (x3 + x4))
    - form_loss (product ps) - pairing g l - (pairing g q + bilinear l l) = x1 + x2 + x3 + x4.
  by rewrite [X in X - _ - _ - _](AC ((1*(1*2))*(2*2)) ((((((4*6)*7)*8)*(3*5))*2)*1)) !addrK.
have bound p q' x y : 0 <= x -> norm1 p <= x -> norm1 q' <= y -> `|bilinear p q'| <= M * x * y.
  move=> x0 px qy; apply: le_trans (bilinear_bound _ _) _; apply: ler_pmul => //; rewrite ?mulr_ge0 ?norm1_ge0 //.
  by rewrite ler_wpmul2l.
have be : 0 <= b * e by rewrite mulr_ge0.
have b2e : 0 <= 2%:R * b * e ^+ 2 by rewrite !mulr_ge0 ?ler0n.
have B0 : 0 <= M * (2%:R * b) * (2%:R * b) by rewrite !mulr_ge0 ?ler0n.
rewrite [X in _ <= X]mulrDl [X in _ <= X + _]mulrDl [X in _ <= X + _ + _]mulrDl.
apply: le_trans (ler_norm_add _ _) (ler_add (le_trans (ler_norm_add _ _) (ler_add (le_trans (ler_norm_add _ _) (ler_add _ _)) _)) _).
- by apply: le_trans (pairing_bound _ _) _; rewrite -mulrA ler_wpmul2l.
- apply: le_trans (bound _ _ _ _ be b1 b4) _; rewrite le_eqVlt; apply/orP; left; apply/eqP.
  by rewrite [e ^+ 3]exprS !mulrA [M * b * e * _]mulrAC [M * b * 2%:R * e * _]mulrAC.
- apply: le_trans (bound _ _ _ _ b2e b4 b1) _; rewrite le_eqVlt; apply/orP; left; apply/eqP.
  by rewrite [e ^+ 3]exprSr; move: (e ^+ 2) => f; rewrite -!mulrA; congr (_ * (_ * (_ * _))); rewrite mulrCA.
apply: le_trans (bound _ _ _ _ b2e b4 b4) _.
have -> : M * (2%:R * b * e ^+ 2) * (2%:R * b * e ^+ 2) = M * (2%:R * b) * (2%:R * b) * (e * e ^+ 3).
  by rewrite -exprS; move: (exprD e 2 2) => ->; move: (e ^+ 2) => f; rewrite -!mulrA; congr (_ * (_ * _)); rewrite [f * (2%:R * _)]mulrCA [f * (b * _)]mulrCA mulrCA.
by rewrite ler_wpmul2l // ler_pimull // exprn_ge0.
Qed.

(** ** Networks *)

Definition strides net : seq nat := map (@stride R) net.

Definition level_forms net ps : seq {poly R} := spread 1 (strides net) ps.

Lemma network_form_product net : network_form net = product (level_forms net (filter_forms net)).
Proof. by rewrite /network_form layer_forms_spread. Qed.

Lemma network_lossE net : network_loss net = form_loss (product (level_forms net (filter_forms net))).
Proof. by rewrite /network_loss /filter_of network_form_product. Qed.

Definition network_gradient net : 'rV[R]_N := square_gradient Q u (filter_of N net).

Lemma form_gradientE net : form_gradient (product (level_forms net (filter_forms net))) = network_gradient net.
Proof. by rewrite /network_gradient /filter_of network_form_product. Qed.

Lemma same_sizes net net' : architecture net' = architecture net -> filter_sizes net' = filter_sizes net.
Proof. by move=> e; have := congr1 (map fst) e; rewrite /architecture -!map_comp. Qed.

Lemma same_strides net net' : architecture net' = architecture net -> strides net' = strides net.
Proof. by move=> e; have := congr1 (map snd) e; rewrite /architecture -!map_comp. Qed.

Lemma near_pos d net net' : near d net net' -> 0 < d.
Proof. by case=> _ /(_ 0%N 0%N); apply: le_lt_trans. Qed.

(** The derivative and the terms of the second order of the loss in changes of the filters. *)
Definition slope net hs : R :=
  pairing (network_gradient net) (first_order (level_forms net (filter_forms net)) (level_forms net hs)).

Definition curvature net hs : R := second_loss (level_forms net (filter_forms net)) (level_forms net hs).

Lemma network_rest net : exists2 C, 0 <= C & forall ps e, fits (filter_sizes net) ps -> 0 <= e -> e <= 1 ->
  total_norm (change (filter_forms net) ps) <= e ->
  `|form_loss (product (level_forms net ps)) - network_loss net
    - slope net (change (filter_forms net) ps) - curvature net (change (filter_forms net) ps)| <= C * e ^+ 3.
Proof.
have [C C0 rest] := loss_rest (level_forms net (filter_forms net)); exists C => // ps e fp e0 e1 te.
have sz : size (filter_forms net) = size ps by rewrite (fits_size fp) !size_map.
set hs := change _ _ in te *; have hE : ps = moved (filter_forms net) hs by rewrite moved_change.
rewrite [in form_loss _]hE /level_forms spread_moved ?size_change // network_lossE /slope -form_gradientE.
apply: rest => //; apply: norm1_spread => h hh; apply: le_trans te; exact: norm1_le_total.
Qed.

Lemma curvature_bound net : exists2 D, 0 <= D & forall hs e, 0 <= e -> e <= 1 -> total_norm hs <= e ->
  `|curvature net hs| <= D * e ^+ 2.
Proof.
set ps := level_forms net (filter_forms net); set g := form_gradient (product ps).
exists (\sum_i `|g 0 i| * weight ps + matrix_norm * weight ps * weight ps) => [|hs e e0 e1 te].
  by rewrite addr_ge0 ?sumr_ge0 ?mulr_ge0 ?weight_ge0 ?matrix_norm_ge0 // => i _; rewrite mulr_ge0 ?weight_ge0.
have hb h : h \in level_forms net hs -> norm1 h <= e.
  by apply: norm1_spread => h' hh; apply: le_trans te; exact: norm1_le_total.
have [_ b1 b2 _] := order_bounds ps e0 e1 hb; rewrite /curvature /second_loss -/ps -/g -mulr_suml mulrDl.
apply: le_trans (ler_norm_add _ _) _; apply: ler_add.
  apply: le_trans (pairing_bound _ _) _; rewrite -mulrA ler_wpmul2l // sumr_ge0 //.
apply: le_trans (bilinear_bound _ _) _; rewrite -!mulrA ler_wpmul2l ?matrix_norm_ge0 //.
by rewrite mulrA expr2 mulrACA ler_pmul ?norm1_ge0.
Qed.

Lemma near_change d net net' : near d net net' ->
  [/\ fits (filter_sizes net) (filter_forms net'), network_loss net' = form_loss (product (level_forms net (filter_forms net')))
    & total_norm (change (filter_forms net) (filter_forms net')) <= (sumn (filter_sizes net))%:R * d].
Proof.
move=> [an cl]; have sE := same_sizes an.
have fp : fits (filter_sizes net) (filter_forms net') by rewrite -sE fits_network.
split=> //; first by rewrite network_lossE /level_forms (same_strides an).
apply: total_norm_bound => [|i j]; first exact: fits_change (fits_network _) fp.
rewrite nth_change ?coefB ?(fits_size fp) ?size_map //; exact/ltW/cl.
Qed.

(** If the derivative of the first order terms vanishes, the point is critical. *)
Lemma slope_critical net : (forall hs, fits (filter_sizes net) hs -> slope net hs = 0) -> critical_point network_loss net.
Proof.
move=> flat e e0; have [C C0 rest] := network_rest net; have [D D0 curv] := curvature_bound net.
set K : R := (sumn (filter_sizes net))%:R; have K0 : 0 <= K by rewrite ler0n.
pose B := (C + D) * (K * K) + 1; have B0 : 0 < B by rewrite ltr_paddl ?ltr01 ?mulr_ge0 ?addr_ge0.
have K10 : 0 < K + 1 by rewrite ltr_paddl ?ltr01.
exists (Num.min (K + 1)^-1 (e / B)) => [|r net']; first by rewrite lt_minr invr_gt0 K10 divr_gt0.
rewrite lt_minr => /andP[rK rB] nr; have r0 := near_pos nr; have [fp -> tn] := near_change nr.
have Kr0 : 0 <= K * r by rewrite mulr_ge0 // ltW.
have Kr1 : K * r <= 1.
  have h : r * (K + 1) < 1 by rewrite -ltr_pdivl_mulr // mul1r.
  by apply: le_trans (ltW h); rewrite mulrDr mulr1 mulrC ler_addl ltW.
have := rest _ _ fp Kr0 Kr1 tn; have cb := curv _ _ Kr0 Kr1 tn; rewrite flat ?fits_change ?fits_network // subr0 => rb.
set x := _ - network_loss net in rb *; set y := curvature _ _ in rb cb.
have {rb cb} : `|x| <= (C + D) * (K * r) ^+ 2.
  rewrite -[x](subrK y) mulrDl; apply: le_trans (ler_norm_add _ _) (ler_add (le_trans rb _) cb).
  by rewrite ler_wpmul2l // exprS ler_pimull // exprn_ge0.
move=> xb; apply: le_trans xb _.
have -> : (C + D) * (K * r) ^+ 2 = (C + D) * (K * K) * r * r by rewrite expr2 mulrACA !mulrA.
rewrite ler_wpmul2r ?ltW //; apply: le_lt_trans (_ : _ <= B * r) _; last by rewrite mulrC -ltr_pdivl_mulr.
by rewrite ler_wpmul2r ?ltW // /B ltr_addl ltr01.
Qed.

(** A point whose first order terms vanish on the slice, and whose terms of the second order are positive definite there, is a
    strict local minimum up to rescaling. *)
Theorem second_order_minimum net fixed : transversal fixed (filter_forms net) ->
    (forall hs, in_slice (filter_sizes net) fixed hs -> slope net hs = 0) ->
    (exists2 c, 0 < c & forall hs, in_slice (filter_sizes net) fixed hs -> c * total_norm hs ^+ 2 <= curvature net hs) ->
  strict_local_minimum network_loss net.
Proof.
move=> tr flat [c c0 curv]; have [C C0 rest] := network_rest net.
set K : R := (sumn (filter_sizes net))%:R; have K0 : 0 <= K by rewrite ler0n.
have K10 : 0 < K + 1 by rewrite ltr_paddl ?ltr01.
have C10 : 0 < C + 1 by rewrite ltr_paddl ?ltr01.
pose e := Num.min 1 (c / (C + 1)) / (K + 1).
have e0 : 0 < e by rewrite divr_gt0 // lt_minr ltr01 divr_gt0.
have [d d0 to_slice] := gauge (fits_network net) tr e0; exists d => // net' nr.
have [fp lossE _] := near_change nr; have [_ cl] := nr.
have [cs [sc c1 sl close]] := to_slice _ fp cl.
have fs : fits (filter_sizes net) (scaled cs (filter_forms net')) by exact: fits_scaled.
have szf : size (filter_forms net) = size (filter_forms net') by rewrite (fits_size fp) !size_map.
have {lossE} -> : network_loss net' = form_loss (product (level_forms net (scaled cs (filter_forms net')))).
  rewrite lossE /level_forms spread_scaled product_scaled ?c1 ?scale1r // sc szf size_spread //.
  by rewrite (fits_size fp) !size_map.
set hs := change _ _ in sl; set t := total_norm hs; have t0 : 0 <= t := total_norm_ge0 hs.
have tK : t <= K * e.
  apply: total_norm_bound => [|i j]; first exact: in_slice_fits sl.
  by rewrite nth_change ?size_scaled // coefB; apply/ltW/close.
have tm : t <= Num.min 1 (c / (C + 1)).
  apply: le_trans tK _; rewrite /e mulrCA ler_pimulr //; first by rewrite le_minr ler01 divr_ge0 ?ltW.
  by rewrite ler_pdivr_mulr // mul1r ler_addl ler01.
move: tm; rewrite le_minr => /andP[t1 tc].
have := rest _ _ fs t0 t1 (lexx _); rewrite -/hs flat // subr0.
set loss' := form_loss _; set y := curvature _ _; move=> near_y.
have above : c * t ^+ 2 - C * t ^+ 3 <= loss' - network_loss net.
  have := le_trans (ler_norm (- (loss' - network_loss net - y))) (_ : _ <= C * t ^+ 3); rewrite normrN => /(_ near_y).
  rewrite opprB ler_subl_addr => h; have cy : c * t ^+ 2 <= y := curv _ sl.
  by rewrite ler_subl_addl; apply: le_trans cy h.
have [tz|tp] := eqVneq t 0; last first.
  have {tp t0} tp : 0 < t by rewrite lt_neqAle eq_sym tp.
  suff lt : network_loss net < loss' by split; [exact: ltW | move=> e'; move: lt; rewrite e' ltxx].
  rewrite -subr_gt0; apply: lt_le_trans above.
  have -> : c * t ^+ 2 - C * t ^+ 3 = (c - C * t) * t ^+ 2 by rewrite mulrBl -mulrA -exprS.
  rewrite mulr_gt0 ?exprn_gt0 // subr_gt0; rewrite ler_pdivl_mulr // in tc.
  by apply: lt_le_trans tc; rewrite mulrDr mulr1 mulrC ltr_addl.
have back : scaled cs (filter_forms net') = filter_forms net by apply: change_eq0 tz; rewrite size_scaled.
rewrite /loss' back -network_lossE; split=> // _; exists [seq z^-1 | z <- cs]; split; first by rewrite size_map sc size_map.
  by rewrite big_map -[RHS]invr1 -c1; elim/big_rec2: _ => [|z x y' _ ->]; rewrite ?invr1 // invfM.
by rewrite -back scaled_inv // sc.
Qed.

End SquareLoss.
