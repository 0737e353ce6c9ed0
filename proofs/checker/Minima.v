(** * Critical points and local minima, checked

    The filters of a network are given.  The gradient of the square loss must be zero; for a minimum the Hessian in all coefficients
    but one that is not zero in every filter but the first must be positive definite, which elimination without fractions shows. *)

From Coq Require Import ZArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf zify ssrZ.
From LCN Require Import Levels Network Gradient CriticalPoints CoefficientNorm LocalMinima SecondOrder.
From LCNCheck Require Import Integers Descartes Signs Numbers Filters Quadratics Losses.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

(** [Open]: nothing is claimed. *)
Inductive nature : Type := Minimum | Maximum | Saddle | Open.

(** A number over a positive denominator. *)
Definition value : Type := (number * Z)%type.

Definition nonzero (f : option field) (c : number) : bool := is_negative f c || is_positive f c.

(** The first coefficient that is not zero. *)
Definition first_nonzero (f : option field) (w : coefficients) : nat := find (nonzero f) (numerators w).

Definition no_zero_filter (f : option field) (ws : seq coefficients) : bool :=
  all (fun w => first_nonzero f w < n_coefficients w) ws.

Definition fixed_of (f : option field) (ws : seq coefficients) : seq (option nat) :=
  None :: [seq Some (first_nonzero f w) | w <- behead ws].

Definition n_free (b : design) (fixed : seq (option nat)) : nat :=
  sumn [seq size (free x.1 x.2) | x <- zip (unzip1 b) fixed].

(** A positive multiple of twice the loss less the value. *)
Definition above (l : loss) (b : design) (ws : seq coefficients) (v : value) : number :=
  zminus (zscale v.2 (loss_number l b ws)) (zscale (Z.mul (Zpos 2) (loss_unit l ws)) v.1).

Definition gradient_zero (f : option field) (l : loss) (b : design) (ws : seq coefficients) : bool :=
  let g := both_sides l (residual l b ws) in
  all (fun v => number_zero f (number_dot g v)) (firsts (layer_data 1 b ws (nseq (size b) None))).2.

Definition check_nature (f : option field) (l : loss) (b : design) (ws : seq coefficients) (n : nature) : bool :=
  let fixed := fixed_of f ws in let t := hessian l b ws fixed in let minus := triangle_scale [:: Zneg xH] t in
  let m := n_free b fixed in let one := [:: Zpos xH] in
  match n with
  | Minimum => definite f m one t
  | Maximum => definite f m one minus
  | Saddle =>
    match direction f m one t, direction f m one minus with
    | Some x, Some y => [&& size x == m, size y == m, is_negative f (triangle_value x t) & is_positive f (triangle_value y t)]
    | _, _ => false
    end
  | Open => true
  end.

Definition fits_loss (b : design) (l : loss) (ws : seq coefficients) : bool :=
  [&& well_formed b, proper_loss l, all proper ws & map n_coefficients ws == unzip1 b].

Definition check_critical (f : option field) (b : design) (l : loss) (ws : seq coefficients) (v : value) (n : nature) : bool :=
  [&& fits_loss b l ws, no_zero_filter f ws, gradient_zero f l b ws, Z.ltb Z0 v.2, number_zero f (above l b ws v) &
      check_nature f l b ws n].

Definition check_smaller (f : option field) (b : design) (l : loss) (ws : seq coefficients) (v : value) : bool :=
  [&& fits_loss b l ws, Z.ltb Z0 v.2 & is_negative f (above l b ws v)].

(** ** Soundness *)

Local Open Scope ring_scope.

Section Soundness.

Variables (R : rcfType) (f : option field) (a : R).
Hypotheses (okf : check_number_field f) (fa : field_root f a).
Variables (b : design) (l : loss) (ws : seq coefficients).
Hypothesis fit : fits_loss b l ws.

Let N := loss_size l.
Let Q := gram_matrix a l.
Let u := target_row a l.
Let net := network a b ws.

Definition loss_at (net : seq (layer R)) : R := network_loss (gram_matrix a l) (target_row a l) net.

Let wf : well_formed b. Proof. by case/and4P: fit. Qed.
Let ok : proper_loss l. Proof. by case/and4P: fit. Qed.
Let proper_ws : all proper ws. Proof. by case/and4P: fit. Qed.
Let sizes : map n_coefficients ws == unzip1 b. Proof. by case/and4P: fit. Qed.

Lemma size_layers : size ws = size b.
Proof. by rewrite -(size_map n_coefficients) (eqP sizes) size_map. Qed.

Lemma filter_forms_network : filter_forms net = [seq rVpoly (row a w) | w <- ws].
Proof.
rewrite /net /network; have := size_layers; elim: b ws => [|[k s] b' IH] [|w ws'] //= [/IH e].
by rewrite -e.
Qed.

Lemma architecture_net : architecture net = layers_of b.
Proof. exact: architecture_network. Qed.

Lemma filter_sizes_network : filter_sizes net = unzip1 b.
Proof.
have gen (n : seq (layer R)) : filter_sizes n = unzip1 (architecture n) by rewrite /unzip1 /architecture -map_comp.
by rewrite gen architecture_net /unzip1 /layers_of -map_comp.
Qed.

Lemma strides_network : strides net = [seq N.to_nat s | s <- unzip2 b].
Proof.
have gen (n : seq (layer R)) : strides n = unzip2 (architecture n) by rewrite /unzip2 /architecture -map_comp.
by rewrite gen architecture_net /unzip2 /layers_of -!map_comp.
Qed.

Let D : R := zr R (denominators ws).
Let ud : R := zr R (denominator (target l)).

Lemma denominators_gt0 : 0 < D.
Proof.
rewrite /D; elim: ws proper_ws => [_|w vs IH] /=; first by rewrite zr1 ltr01.
by case/andP=> /(zr_lt R) w0 /IH v0; rewrite zrM mulr_gt0.
Qed.

Lemma target_gt0 : 0 < ud.
Proof. by case/andP: ok => /(zr_lt R). Qed.

Lemma poly_rV_target : poly_rV (pval a (numerators (target l))) = ud *: u.
Proof.
have := rVpoly_row a (target l); move/(congr1 (fun p => ud *: p)); rewrite scalerA divff ?gt_eqF ?target_gt0 // scale1r => <-.
by rewrite linearZ /= rVpolyK.
Qed.

Lemma residualP : poly_rV (pval a (residual l b ws)) = (ud * D) *: (filter_of N net - u).
Proof.
have e : pval a (compose b ws) = D *: network_form net.
  by rewrite /net network_formE ?wf // scalerA divff ?scale1r // gt_eqF ?denominators_gt0.
rewrite /residual pvalD !pvalZ !ev1 zrN -/ud -/D e scalerA linearD !linearZ /= poly_rV_target -/(filter_of N net).
by rewrite scalerBr scaleNr scalerA [D * ud]mulrC.
Qed.

Lemma gradient_number w : ev a (number_dot (both_sides l (residual l b ws)) w) =
  unit_of R l * (ud * D) * pairing (network_gradient Q u net) (pval a w).
Proof.
rewrite both_sidesP // /twice residualP -scalemxAl innerZl -[RHS]mulrA; congr (_ * (_ * _)).
by rewrite /pairing innerC.
Qed.

Lemma twiceE p : twice a l p p = 2%:R * bilinear Q p p.
Proof. by rewrite /twice mulmxDr innerDl /bilinear mulr_natl mulr2n; congr (_ + _); rewrite -innerQ. Qed.

Lemma lossP : ev a (loss_number l b ws) = 2%:R * zr R (loss_unit l ws) * loss_at net.
Proof.
rewrite /loss_number both_sidesP // twiceE /bilinear residualP -scalemxAl innerZl innerC innerZl innerC.
rewrite /loss_unit !zrM -/(unit_of R l) -/ud -/D mulrCA !mulrA; congr (_ * _).
Qed.

Lemma loss_unit_gt0 : 0 < zr R (loss_unit l ws).
Proof. by rewrite /loss_unit !zrM -/ud -/D -/(unit_of R l) !mulr_gt0 ?unit_gt0 ?target_gt0 ?denominators_gt0. Qed.

Lemma aboveP (v : value) : 0 < zr R v.2 ->
  ev a (above l b ws v) = 2%:R * zr R (loss_unit l ws) * zr R v.2 * (loss_at net - ev a v.1 / zr R v.2).
Proof.
move=> v0; rewrite /above /ev zpolyB hornerD hornerN -!/(ev a _) !evZ lossP zrM.
have -> : zr R (Zpos 2) = 2%:R by [].
move: (2%:R * zr R (loss_unit l ws)) => T; rewrite mulrBr mulrA [_ * T]mulrC; congr (_ - _).
by rewrite -mulrA [_ * (_ / _)]mulrC divfK // gt_eqF.
Qed.

(** ** The derivatives at the network *)

Let ds : seq R := [seq zr R (denominator w) | w <- ws].
Let cs : seq R := inverses R ws.

Lemma prod_inverses : \prod_(c <- cs) c = D^-1.
Proof.
rewrite /cs /D; elim: ws => [|w vs IH] /=; first by rewrite big_nil zr1 invr1.
by rewrite /inverses /= big_cons -/(inverses R vs) IH zrM invfM.
Qed.

Lemma scaled_back hs : size hs = size ws -> scaled cs (scaled ds hs) = hs.
Proof.
rewrite /cs /ds; elim: ws proper_ws hs => [_ []|w vs IH] //= /andP[/(zr_lt R) w0 pvs] [|h hs] //= [sh].
by rewrite IH // scalerA mulVf ?scale1r // gt_eqF.
Qed.

Lemma slice_scaled ks fixed hs (es : seq R) : in_slice ks fixed hs -> in_slice ks fixed (scaled es hs).
Proof.
elim: ks fixed hs es => [|k ks IH] [|j fixed] [|h hs] [|e es] //= [sh hj /IH sl].
split=> //; first exact: leq_trans (size_scale_leq _ _) sh.
by case: j hj => // j hj; rewrite coefZ hj mulr0.
Qed.

Let all_strides : all (fun s => ~~ N.eqb s N0) (unzip2 b). Proof. by case/and3P: wf. Qed.

Variable fixed : seq (option nat).

Let data := layer_data 1 b ws fixed.

Definition moved_coordinates hs : seq R := flatten (coordinates (unzip1 b) fixed (scaled ds hs)).

Lemma derivatives hs : in_slice (unzip1 b) fixed hs ->
  let x := moved_coordinates hs in
  [/\ first_order (level_forms net (filter_forms net)) (level_forms net hs) = D^-1 *: combination x (pvals a (firsts data).2),
      2%:R *: second_order (level_forms net (filter_forms net)) (level_forms net hs) = D^-1 *: quadratic x (map (pvals a) (seconds data))
    & size x = n_free b fixed].
Proof.
move=> sl x; have sf : size fixed = size b.
  by have := sl; clear; rewrite -(size_map fst b) /unzip1; elim: (map fst b) fixed hs => [|k ks IH] [|j fx] [|h hs] //= [_ _ /IH ->].
have sh : size hs = size ws by rewrite (fits_size (in_slice_fits sl)) size_map size_layers.
have sl' : in_slice (unzip1 b) fixed (scaled ds hs) by exact: slice_scaled.
have base : level_forms net (filter_forms net) = scaled cs (base_forms a data).
  by rewrite /level_forms strides_network filter_forms_network -(@layer_base R a (Npos xH) b ws fixed) ?size_layers.
have [e1 e2] := @layer_moves R (Npos xH) b ws fixed _ size_layers sl'.
have mv : level_forms net hs = scaled cs (moves data (coordinates (unzip1 b) fixed (scaled ds hs))).
  by rewrite -{1}(scaled_back sh) /level_forms strides_network spread_scaled -e1.
have [p1 p2] := firstsP a e2; have p3 := secondsP a e2.
have sd : size data = size b by rewrite /data -(size_map (fun pm => size pm.2)) -e2; move: sl'; clear; elim: b fixed (scaled ds hs) => [|[k s] b' IH] [|j fx] [|h hs'] //= [_ _ /IH ->].
have sc : size cs = size (base_forms a data) by rewrite !size_map sd size_layers.
have sm : size (moves data (coordinates (unzip1 b) fixed (scaled ds hs))) = size (base_forms a data).
  by rewrite -e1 size_spread !size_map ?size_scaled ?sh ?size_layers ?sd // size_map.
rewrite base mv; split.
- by rewrite first_order_scaled // prod_inverses p2.
- by rewrite second_order_scaled // prod_inverses scalerA mulrC -scalerA -p3.
by rewrite /x /moved_coordinates (size_coordinates sl').
Qed.

Lemma twiceDr p q r : twice a l p (q + r) = twice a l p q + twice a l p r.
Proof. by rewrite /twice [poly_rV (q + r)]linearD innerDr. Qed.

Lemma twiceZr p c q : twice a l p (c *: q) = c * twice a l p q.
Proof. by rewrite /twice [poly_rV (c *: q)]linearZ innerC innerZl innerC. Qed.

Lemma twiceC p q : twice a l p q = twice a l q p.
Proof. by rewrite /twice innerQ [(_ + _)^T]linearD /= trmxK addrC. Qed.

Lemma twice0 p : twice a l p 0 = 0.
Proof. by rewrite /twice linear0 /inner trmx0 mulmx0 mxE. Qed.

Lemma gram_row x v vs :
  combination x (map (ev a : number -> R^o) (map (number_dot (both_sides l v)) vs)) =
  unit_of R l * twice a l (pval a v) (combination x (pvals a vs)).
Proof.
elim: x vs => [|x0 x IH] [|w vs] /=; rewrite ?twice0 ?mulr0 //.
by rewrite IH both_sidesP // twiceDr twiceZr mulrDr; congr (_ + _); rewrite /GRing.scale /= mulrCA.
Qed.

Lemma gramianP x vs :
  quadratic x (form_of a (gramian l vs)) = unit_of R l * twice a l (combination x (pvals a vs)) (combination x (pvals a vs)).
Proof.
elim: x vs => [|x0 x IH] [|v vs] /=; rewrite ?twice0 ?mulr0 //.
rewrite IH gram_row both_sidesP //; set C := combination x _; rewrite !twiceDr !twiceZr ![twice a l (_ + C) _]twiceC.
rewrite !twiceDr !twiceZr [twice a l C (pval a v)]twiceC; set p := twice a l (pval a v) (pval a v); set q := twice a l (pval a v) C.
rewrite /GRing.scale /= !mulrDr !addrA; congr (_ + _).
rewrite -addrA -mulrDr -mulr2n -[X in _ = _ + _ * X]mulr_natl; congr (_ + _).
  by rewrite mulrCA expr2 -mulrA.
by rewrite mulrCA -mulrA.
Qed.

Let g := network_gradient Q u net.

Lemma quadratic_multiple k x (t : seq (seq R^o)) : quadratic x [seq [seq k * z : R^o | z <- r] | r <- t] = k * quadratic x t.
Proof.
have comb y (r : seq R^o) : combination y [seq k * z : R^o | z <- r] = k * combination y r.
  by elim: y r => [|y0 y IH] [|z r] /=; rewrite ?mulr0 // IH mulrDr; congr (_ + _); rewrite /GRing.scale /= mulrCA.
elim: x t => [|x0 x IH] [|[|z r] t] /=; rewrite ?mulr0 // IH comb !mulrDr; congr (_ + _ + _); rewrite /GRing.scale /=; exact: mulrCA.
Qed.

Lemma hessianP hs : in_slice (unzip1 b) fixed hs ->
  quadratic (moved_coordinates hs) (form_of a (hessian l b ws fixed)) =
  2%:R * unit_of R l * ud * D ^+ 2 * curvature Q u net hs.
Proof.
case/derivatives; set x := moved_coordinates hs => e1 e2 _; have D0 : D != 0 by rewrite gt_eqF ?denominators_gt0.
rewrite /hessian -/data quadratic_add quadratic_scale ev1 -/ud gramianP.
have -> : form_of a (map (map (number_dot (both_sides l (residual l b ws)))) (seconds data)) =
    [seq [seq unit_of R l * (ud * D) * z : R^o | z <- r] | r <- map (map (pairing g : {poly R} -> R^o)) (map (pvals a) (seconds data))].
  rewrite /form_of -!map_comp; apply: eq_map => r /=; rewrite -!map_comp; apply: eq_map => v /=.
  by rewrite gradient_number.
rewrite quadratic_multiple -(quadratic_map [linear of (pairing g : {poly R} -> R^o)]) /=.
have {e2} -> : quadratic x (map (pvals a) (seconds data)) = D *: (2%:R *: second_order (level_forms net (filter_forms net)) (level_forms net hs)).
  by rewrite e2 scalerA divff // scale1r.
have {e1} -> : combination x (pvals a (firsts data).2) = D *: first_order (level_forms net (filter_forms net)) (level_forms net hs).
  by rewrite e1 scalerA divff // scale1r.
rewrite twiceZr [twice a l (D *: _) _]twiceC twiceZr twiceE !linearZ /= /GRing.scale /=.
rewrite /curvature /second_loss form_gradientE -/g mulrDr; congr (_ + _).
  move: (pairing _ _) => z; rewrite expr2 -!mulrA.
  by rewrite [LHS](AC (1*(1*(1*(1*(1*1))))) (5*(1*(2*(3*(4*6)))))).
move: (bilinear _ _ _) => z; rewrite expr2 -!mulrA.
by rewrite [LHS](AC (1*(1*(1*(1*(1*1))))) (5*(2*(1*(3*(4*6)))))).
Qed.

Lemma slopeP hs : in_slice (unzip1 b) fixed hs ->
  all (fun v => number_zero f (number_dot (both_sides l (residual l b ws)) v)) (firsts data).2 -> slope Q u net hs = 0.
Proof.
case/derivatives; set x := moved_coordinates hs => e1 _ _ h; rewrite /slope e1 linearZ /= -/g.
have c0 : unit_of R l * (ud * D) != 0.
  by rewrite gt_eqF // mulr_gt0 ?unit_gt0 // mulr_gt0 ?target_gt0 ?denominators_gt0.
suff -> : pairing g (combination x (pvals a (firsts data).2)) = 0 by rewrite scaler0.
move: h {e1}; move: x (firsts data).2; elim => [|x0 x IH] [|v vs] /=; rewrite ?linear0 //.
case/andP=> /(number_zeroP okf fa); rewrite gradient_number => /eqP; rewrite mulf_eq0 (negPf c0) /= => /eqP v0 /IH e.
by rewrite linearP /= v0 e scaler0 add0r.
Qed.

Lemma total_norm_moved : exists2 c, 0 < c & forall hs, in_slice (unzip1 b) fixed hs ->
  c * total_norm hs <= total (moved_coordinates hs).
Proof.
pose m := 1 + \sum_(c <- cs) `|c|; have m0 : 0 < m by rewrite ltr_spaddl ?ltr01 ?sumr_ge0.
exists m^-1 => [|h sl]; first by rewrite invr_gt0.
have sl' : in_slice (unzip1 b) fixed (scaled ds h) by exact: slice_scaled.
apply: le_trans (total_norm_coordinates sl'); rewrite mulrC ler_pdivr_mulr // mulrC.
have sh : size h = size ws by rewrite (fits_size (in_slice_fits sl)) size_map size_layers.
rewrite -{1}(scaled_back sh) /m; move: (scaled ds h) => hs'; clear.
have bound es ps : total_norm (scaled es ps : seq {poly R}) <= (1 + \sum_(c <- es) `|c|) * total_norm ps.
  rewrite /total_norm; elim: es ps => [|c es IH] [|p ps] /=; rewrite ?big_nil ?mulr0 ?addr0 ?mul1r //.
  rewrite !big_cons norm1Z mulrDr; apply: ler_add.
    by rewrite ler_wpmul2r ?norm1_ge0 // addrCA ler_addl addr_ge0 ?ler01 ?sumr_ge0.
  apply: le_trans (IH ps) _; rewrite ler_wpmul2r ?sumr_ge0 // => [h _|]; first exact: norm1_ge0.
  by rewrite ler_add2l ler_addr.
exact: bound.
Qed.

Lemma curvature_factor : 0 < 2%:R * unit_of R l * ud * D ^+ 2.
Proof. by rewrite !mulr_gt0 ?exprn_gt0 ?unit_gt0 ?target_gt0 ?denominators_gt0 ?ltr0n. Qed.

(** A change whose curvature is a positive multiple of a value of the form. *)
Lemma change_of_value (x : seq number) : size fixed = size b -> size x = n_free b fixed -> exists2 hs, fits (filter_sizes net) hs &
  ev a (triangle_value x (hessian l b ws fixed)) = 2%:R * unit_of R l * ud * D ^+ 2 * curvature Q u net hs.
Proof.
move=> sf sx; have sf' : size fixed = size (unzip1 b) by rewrite size_map.
have sx' : size (map (ev a) x) = n_free b fixed by rewrite size_map.
have [sl e] := from_coordinatesP sf' sx'.
have sh := fits_size (in_slice_fits sl); rewrite size_map in sh.
have sl' : in_slice (unzip1 b) fixed (scaled cs (from_coordinates (unzip1 b) fixed (map (ev a) x))) by exact: slice_scaled.
exists (scaled cs (from_coordinates (unzip1 b) fixed (map (ev a) x))).
  by rewrite filter_sizes_network; exact: in_slice_fits sl'.
rewrite triangle_valueP -(hessianP sl') /moved_coordinates.
have -> : scaled ds (scaled cs (from_coordinates (unzip1 b) fixed (map (ev a) x))) = from_coordinates (unzip1 b) fixed (map (ev a) x).
  move: sh; rewrite -size_layers /cs /ds; move: (from_coordinates _ _ _); elim: ws proper_ws => [_ []|w vs IH] //= /andP[/(zr_lt R) w0 pvs] [|h hs] //= [sh].
  by rewrite IH // scalerA mulfV ?scale1r // gt_eqF.
by rewrite e.
Qed.

Hypothesis critical : all (fun v => number_zero f (number_dot (both_sides l (residual l b ws)) v)) (firsts data).2.

Lemma definite_curvature t (k : R) : transversal fixed (filter_forms net) ->
    definite f (n_free b fixed) [:: Zpos xH] t ->
    (forall x, quadratic x (form_of a t) = k * quadratic x (form_of a (hessian l b ws fixed))) ->
  exists2 c, 0 < c & forall hs, in_slice (filter_sizes net) fixed hs -> c * total_norm hs ^+ 2 <= k * curvature Q u net hs.
Proof.
move=> tr def tE; have one : 0 < ev a [:: Zpos xH] by rewrite ev1 zr1 ltr01.
have [c c0 cP] := definiteP okf fa one def; have [d d0 dP] := total_norm_moved.
have T0 := curvature_factor.
exists (c * d ^+ 2 / (2%:R * unit_of R l * ud * D ^+ 2)) => [|hs]; first by apply: divr_gt0 => //; rewrite mulr_gt0 ?exprn_gt0.
rewrite filter_sizes_network => sl; have [_ _ sx] := derivatives sl.
have := cP _ sx; rewrite tE hessianP // (mulrCA k) [X in _ <= X]mulrC => le.
rewrite mulrAC ler_pdivr_mulr //; apply: le_trans le.
rewrite -mulrA -exprMn ler_wpmul2l ?(ltW c0) //.
by rewrite ler_expn2r ?nnegrE ?dP ?total_ge0 // mulr_ge0 ?total_norm_ge0 // ltW.
Qed.

End Soundness.

Section Conclusions.

Variables (R : rcfType) (f : option field) (a : R).
Hypotheses (okf : check_number_field f) (fa : field_root f a).
Implicit Types (b : design) (l : loss) (ws : seq coefficients) (v : value).

Lemma fits_in_slice (ks : seq nat) (hs : seq {poly R}) : fits ks hs -> in_slice ks (nseq (size ks) None) hs.
Proof. by elim: ks hs => [|k ks IH] [|h hs] //= /andP[sh /IH]. Qed.

Lemma nonzeroP c : nonzero f c -> ev a c != 0.
Proof. by case/orP=> [/(is_negativeP okf fa)/ltr0_neq0 | /(is_positiveP okf fa)/lt0r_neq0]. Qed.

Lemma first_nonzeroP w : proper w -> (first_nonzero f w < n_coefficients w)%N -> (rVpoly (row a w))`_(first_nonzero f w) != 0.
Proof.
move=> pw lt; rewrite rVpoly_row coefZ coef_pval mulf_neq0 ?invr_eq0 ?proper_neq0 // nonzeroP //.
by apply: nth_find; rewrite has_find.
Qed.

Lemma transversal_fixed b l ws : fits_loss b l ws -> no_zero_filter f ws ->
  transversal (fixed_of f ws) (filter_forms (network a b ws)).
Proof.
move=> fit; rewrite (filter_forms_network a fit); have [/and3P[b0 _ _] _ pws _] := and4P fit.
have := size_layers fit; case: ws pws {fit} => [|w ws] /=; first by case: (b) b0.
case/andP=> _ pws _ /andP[_]; rewrite /no_zero_filter; elim: ws pws => //= v vs IH /andP[pv pvs] /andP[lt nz].
by rewrite first_nonzeroP //= IH.
Qed.

Lemma gradient_zeroP b l ws : fits_loss b l ws -> gradient_zero f l b ws -> forall hs,
  fits (filter_sizes (network a b ws)) hs -> slope (gram_matrix a l) (target_row a l) (network a b ws) hs = 0.
Proof.
move=> fit h hs; rewrite (filter_sizes_network a fit) => /fits_in_slice sl.
by apply: (slopeP okf fa fit sl); rewrite size_map.
Qed.

Lemma loss_opp l (net : seq (layer R)) : network_loss (- gram_matrix a l) (target_row a l) net = - loss_at a l net.
Proof. by rewrite /network_loss /loss_at /network_loss /square_loss mulmxN /inner mulNmx mxE. Qed.

Lemma gradient_opp l (net : seq (layer R)) :
  network_gradient (- gram_matrix a l) (target_row a l) net = - network_gradient (gram_matrix a l) (target_row a l) net.
Proof. by rewrite /network_gradient /square_gradient [(- _)^T]linearN -opprD mulmxN. Qed.

Lemma pairingN N (g : 'rV[R]_N) p : pairing (- g) p = - pairing g p.
Proof. by rewrite /pairing /inner linearN mulmxN mxE. Qed.

Lemma curvature_opp l (net : seq (layer R)) hs :
  curvature (- gram_matrix a l) (target_row a l) net hs = - curvature (gram_matrix a l) (target_row a l) net hs.
Proof.
rewrite /curvature /second_loss !form_gradientE gradient_opp pairingN opprD; congr (_ + _).
by rewrite /bilinear mulmxN /inner mulNmx mxE.
Qed.

(** The nature of the point. *)
Definition has_nature l (net : seq (layer R)) (n : nature) : Prop :=
  match n with
  | Minimum => strict_local_minimum (loss_at a l) net
  | Maximum => strict_local_minimum (fun net' => - loss_at a l net') net
  | Saddle => saddle (loss_at a l) net
  | Open => True
  end.

Lemma check_natureP b l ws n : fits_loss b l ws -> no_zero_filter f ws -> gradient_zero f l b ws ->
  check_nature f l b ws n -> has_nature l (network a b ws) n.
Proof.
move=> fit nz gz; have tr := transversal_fixed fit nz; have flat := gradient_zeroP fit gz.
have slice_flat fixed hs : in_slice (filter_sizes (network a b ws)) fixed hs ->
  slope (gram_matrix a l) (target_row a l) (network a b ws) hs = 0 by move/in_slice_fits; exact: flat.
case: n => //= def.
- apply: (second_order_minimum tr (slice_flat _)).
  have [c c0 cP] := definite_curvature okf fa fit tr def (k := 1) (fun x => esym (mul1r _)).
  by exists c => // hs /cP; rewrite mul1r.
- have kE x : quadratic x (form_of a (triangle_scale [:: Zneg xH] (hessian l b ws (fixed_of f ws)))) =
     -1 * quadratic x (form_of a (hessian l b ws (fixed_of f ws))).
    by rewrite quadratic_scale ev1 -[Zneg xH]/(Z.opp (Zpos xH)) zrN zr1.
  have [c c0 cP] := definite_curvature okf fa fit tr def kE.
  have [d d0 min] : strict_local_minimum (network_loss (- gram_matrix a l) (target_row a l)) (network a b ws).
    apply: (second_order_minimum tr) => [hs sl|]; last first.
      by exists c => // hs sl; rewrite curvature_opp -mulN1r; exact: cP.
    by rewrite /slope gradient_opp pairingN -/(slope _ _ _ _) (slice_flat _ _ sl) oppr0.
  by exists d => // net' /min; rewrite !loss_opp.
move: def; case: (direction _ _ _ _) => // x; case: (direction _ _ _ _) => // y /and4P[/eqP sx /eqP sy neg pos].
have sf : size (fixed_of f ws) = size b.
  have [/and3P[b0 _ _] _ _ _] := and4P fit; move: (size_layers fit) b0; case: (ws) => [|w ws'] /=; first by case: (b).
  by rewrite size_map => -> _.
have [hs fh e] := change_of_value a fit sf sx; have [hs' fh' e'] := change_of_value a fit sf sy.
have := is_negativeP okf fa neg; have := is_positiveP okf fa pos; rewrite e e'.
rewrite pmulr_rgt0 ?pmulr_rlt0 ?(curvature_factor R fit) // => k0' k0.
exact: (second_order_saddle flat fh fh' k0 k0').
Qed.

(** What is claimed of a critical point with the loss [v]. *)
Definition critical_claim b l ws v n : Prop :=
  let net := network a b ws in
  [/\ architecture net = layers_of b, all (fun layer => Network.filter layer != 0) net, critical_point (loss_at a l) net,
      loss_at a l net = ev a v.1 / zr R v.2 & has_nature l net n].

Theorem check_critical_sound b l ws v n : check_critical f b l ws v n -> critical_claim b l ws v n.
Proof.
case/and5P=> fit nz gz v0 /andP[val nat]; have flat := gradient_zeroP fit gz.
have [wf ok pws sizes] := and4P fit; have v0' := zr_lt R v0; split.
- exact: architecture_network.
- have : all (fun p => p != 0) (filter_forms (network a b ws)).
    rewrite (filter_forms_network a fit) all_map; move: nz pws; clear -okf fa; elim: ws => //= w ws IH /andP[lt /IH h] /andP[pw /h ->].
    by rewrite andbT; apply: contraTneq (first_nonzeroP pw lt) => ->; rewrite coef0 eqxx.
  rewrite /filter_forms all_map; apply: sub_all => layer /=; apply: contraNneq => ->; by rewrite linear0.
- exact: slope_critical.
- have := number_zeroP okf fa val; rewrite (aboveP a fit) // => /eqP.
  rewrite mulf_eq0 gt_eqF /= ?subr_eq0 => [/eqP //|].
  by rewrite !mulr_gt0 ?ltr0n ?(loss_unit_gt0 R fit).
exact: check_natureP.
Qed.

Theorem check_smaller_sound b l ws v : check_smaller f b l ws v ->
  architecture (network a b ws) = layers_of b /\ loss_at a l (network a b ws) < ev a v.1 / zr R v.2.
Proof.
case/and3P=> fit /(zr_lt R) v0 /(is_negativeP okf fa); rewrite (aboveP a fit) // => neg.
have [wf ok pws sizes] := and4P fit; split; first exact: architecture_network.
have k0 : 0 < 2%:R * zr R (loss_unit l ws) * zr R v.2 by rewrite !mulr_gt0 ?ltr0n ?(loss_unit_gt0 R fit).
by move: neg; rewrite pmulr_rlt0 // subr_lt0.
Qed.

End Conclusions.
