(** * The checker of all claims

    [check f c e]: the evidence [e] proves the claim [c] over the field [f].  What it accepts is true over every real closed
    field: [check_sound]. *)

From Coq Require Import ZArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder complex zify ssrZ.
From LCN Require Import RealRoots Architecture StrideOne Interior Boundary Exchange ConvMatrix Levels Network Strides PolyphaseCriterion LocalMinima.
From LCNCheck Require Import Roots Integers Descartes Certificates Orders Patterns Membership Position Networks.
From LCNCheck Require Import Numbers Filters FieldRoots FieldCounts FieldPatterns Squarefree Modular Classes ClassesSound Packings Colours FibreCounts Formulas Jacobian Losses Minima Statements.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

(** [ByRoots]: bounds on the numbers of roots; [ByDivisors d c fs]: the same, all roots counted exactly; [ByPattern d c fs q]: [d] times the filter is [c] times the product of the
    powers of [fs], square-free modulo [q]; [ByFieldPattern]: the same over a field, square-free by Euclid's algorithm. *)
Inductive proof : Type :=
  | ByArithmetic
  | ByRoots of nevidence
  | ByDivisors of Z & number & seq nfactor
  | ByPattern of Z & Z & seq factor & Z
  | ByFieldPattern of Z & number & seq nfactor
  | ByFilters of seq coefficients
  | ByPacking of seq (seq Z)
  | ByJacobian of seq (seq Z) & Z
  | ByClasses of N & Z
  | ByHessian.

Fixpoint degree_of (b : design) : N :=
  match b with
  | [::] => N0
  | (k, s) :: b' => N.add (N.of_nat k.-1) (N.mul s (degree_of b'))
  end.

(** The filter has the size that the architecture asks for. *)
Definition fits_design (b : design) (w : coefficients) : bool :=
  [&& well_formed b, proper w & N.eqb (N.of_nat (n_coefficients w)) (N.succ (degree_of b))].

Definition integers (w : coefficients) : seq Z := [seq head Z0 c | c <- numerators w].

Definition is_zero_filter (f : option field) (w : coefficients) : bool := all (number_zero f) (numerators w).

Definition few_even (b : design) : bool := n_even (unzip1 b) <= 1.

Definition rational (f : option field) : bool := if f is None then true else false.

Definition counted_exactly (f : option field) (g : nfactor) : bool :=
  if ncount_bounds f (nfactor_form g) (nfactor_count g) is Some (lo, hi) then lo == hi else false.

(** [check_classes] with degrees as binary numbers: strides may be large. *)
Definition no_layers (b : design) (w : seq Z) (T : N) (p : Z) : bool :=
  let t := N.to_nat T in let r := leading_zeros w in let r' := leading_zeros (rev (drop r w)) in
  N.ltb N0 T &&
  match from_level T 1 b with
  | Some b' => if classes_bound p t (core w) is Some d then (r %/ t + r' %/ t + d)%N < N.to_nat (degree_of b') else false
  | None => false
  end.

Definition check_member (f : option field) (b : design) (w : coefficients) (m : bool) (e : proof) : bool :=
  fits_design b w &&
  match e with
  | ByArithmetic => m && ((stride_one b && few_even b) || is_zero_filter f w)
  | ByRoots ev => stride_one b && check_nmember f (unzip1 b) (numerators w) m ev
  | ByDivisors d c fs =>
      [&& stride_one b, all (counted_exactly f) fs & check_nmember f (unzip1 b) (numerators w) m (NFactored d c fs)]
  | ByFilters ws => m && check_filters f b w ws
  | ByClasses T p => [&& ~~ m, rational f & no_layers b (integers w) T p]
  | _ => false
  end.

Definition check_not_complex_member (f : option field) (b : design) (w : coefficients) (e : proof) : bool :=
  [&& fits_design b w, rational f & if e is ByClasses T p then no_layers b (integers w) T p else false].

Definition check_complex_member (f : option field) (b : design) (w : coefficients) (e : proof) : bool :=
  fits_design b w && if e is ByArithmetic then stride_one b || is_zero_filter f w else false.

Definition check_place (f : option field) (b : design) (w : coefficients) (inner : bool) (e : proof) : bool :=
  [&& fits_design b w, stride_one b &
    match e with
    | ByArithmetic => if inner then few_even b else ~~ few_even b && is_zero_filter f w
    | ByRoots ev => check_nplace f (unzip1 b) (numerators w) inner ev
    | _ => false
    end].

Definition check_root_pattern (f : option field) (w : coefficients) (rho gamma : seq nat) (e : proof) : bool :=
  proper w &&
  match e with
  | ByPattern d c fs q => rational f && check_pattern (Pattern (integers w) rho gamma d c fs q)
  | ByFieldPattern d c fs => check_npattern f (numerators w) rho gamma d c fs
  | _ => false
  end.

(** The root pattern that the evidence shows. *)
Definition pattern_found (f : option field) (e : proof) : option (seq nat * seq nat) :=
  match e with
  | ByPattern _ _ fs _ => multiplicities fs
  | ByFieldPattern _ _ fs => nmultiplicities f fs
  | _ => None
  end.

Definition check_number (f : option field) (b : design) (w : coefficients) (simple : bool) (n : N) (e : proof) : bool :=
  [&& fits_design b w, stride_one b &
    if pattern_found f e is Some (rho, gamma) then
      [&& positive_parts rho gamma, check_root_pattern f w rho gamma e &
        if pattern_packings simple (unzip1 b) rho gamma is Some k then N.eqb k n else false]
    else false].

Definition check_packings (b : design) (rho gamma : seq nat) (m : bool) (e : proof) : bool :=
  [&& well_formed b, stride_one b &
    match m, e with
    | true, ByPacking bins => check_compatible (unzip1 b) rho gamma bins
    | false, ByArithmetic => check_not_compatible (unzip1 b) rho gamma
    | _, _ => false
    end].

(** 1 + sum of the k_i - 1. *)
Definition most_dimensions (b : design) : nat := (Architecture.degree (unzip1 b)).+1.

Definition design_size (b : design) : nat := (N.to_nat (degree_of b)).+1.

Definition fits_target (b : design) (l : loss) : bool := N.eqb (N.of_nat (loss_size l)) (N.succ (degree_of b)).

Definition check (f : option field) (c : claim) (e : proof) : bool :=
  check_number_field f &&
  match c with
  | ClaimMember m b w => check_member f b w m e
  | ClaimComplexMember b w => check_complex_member f b w e
  | ClaimNotComplexMember b w => check_not_complex_member f b w e
  | ClaimInterior b w => check_place f b w true e
  | ClaimBoundary b w => check_place f b w false e
  | ClaimPattern w rho gamma => check_root_pattern f w rho gamma e
  | ClaimFilling b => [&& well_formed b, stride_one b & if e is ByArithmetic then few_even b else false]
  | ClaimNotFilling b w => check_member f b w false e
  | ClaimFactorization b w ws => if e is ByFilters _ then check_filters f b w ws else false
  | ClaimFibreCount b w simple n => check_number f b w simple n e
  | ClaimCompatible m b rho gamma => check_packings b rho gamma m e
  | ClaimFormula truth w p => if e is ByArithmetic then check_formula f w p truth else false
  | ClaimFullDimensional b =>
      stride_one b && if e is ByJacobian ws p then check_rank b (design_size b) (design_size b) ws p else false
  | ClaimNotFullDimensional b =>
      well_formed b && if e is ByArithmetic then N.leb (N.of_nat (most_dimensions b)) (degree_of b) else false
  | ClaimDimension b d =>
      if e is ByJacobian ws p then (most_dimensions b <= d) && check_rank b (design_size b) d ws p else false
  | ClaimCriticalPoint b l ws v n => fits_target b l && if e is ByHessian then check_critical f b l ws v n else false
  | ClaimSpuriousMinimum b l ws v others =>
      fits_target b l && if e is ByHessian then check_critical f b l ws v Minimum && check_smaller f b l others v else false
  end.

(** ** Soundness *)

Local Open Scope ring_scope.

Section Complex.

Variable C : closedFieldType.

(** Over an algebraically closed field every form of the degree is a product for stride one. *)
Lemma closed_representable k ks (p : {poly C}) : all (leq 1) (k :: ks) ->
  (size p <= (Architecture.degree (k :: ks)).+1)%N -> representable (k :: ks) p.
Proof.
elim: ks k p => [|k' ks IH] k p /andP[k1 ks1].
  rewrite /Architecture.degree /= addn0 prednK // => sp; apply/representable_cons; exists p, 1.
  by split; rewrite ?mulr1 //; apply/representable_nil.
rewrite -[Architecture.degree _]/(k.-1 + Architecture.degree (k' :: ks))%N => sp; apply/representable_cons.
have [p0|p0] := eqVneq p 0.
  by exists 0, 0; rewrite size_poly0 mul0r; split=> //; apply: IH; rewrite ?size_poly0.
have [q /dvdpP[r e] sq] := divisor_of_degree k.-1 p0.
exists q, r; split; last by rewrite mulrC.
  by rewrite sq; have := geq_minl k.-1 (size p).-1; move: k1; lia.
apply: IH => //; have := p0; rewrite e mulf_eq0 negb_or => /andP[r0 q0].
move: sp sq; rewrite e size_mul //; move: (Architecture.degree _) => n.
have : (0 < size r)%N by rewrite size_poly_gt0.
have : (0 < size q)%N by rewrite size_poly_gt0.
by move: (size r) (size q) k1 => x y; lia.
Qed.

End Complex.

Section Soundness.

Variable R : rcfType.
Implicit Types (a : R) (w : coefficients) (b : design).

Lemma degree_ofE b : N.to_nat (degree_of b) = level_degree (levels 1 (layers_of b)).
Proof.
elim: b => // -[k s] b IH /=; rewrite N2Nat.inj_add N2Nat.inj_mul Nat2N.id IH /level_degree /=.
rewrite -!/(level_degree _) mul1n muln1; congr (_ + _)%N.
by rewrite [RHS]level_degree_levels.
Qed.

Lemma fits_designP b w : fits_design b w -> [/\ well_formed b, proper w & n_coefficients w = total_size b].
Proof.
case/and3P=> wf pw /N.eqb_eq e; split=> //; rewrite /total_size -degree_ofE -N2Nat.inj_succ -e.
by rewrite Nat2N.id.
Qed.

Lemma stride_one_size b : stride_one b -> total_size b = (Architecture.degree (unzip1 b)).+1.
Proof.
move=> s1; rewrite /total_size level_degree_full ?stride_one_full // sizes_levels.
by rewrite /layers_of /unzip1 -map_comp.
Qed.

Lemma member_formP a b w : fits_design b w -> stride_one b ->
  in_function_space b (row a w) <-> representable (unzip1 b) (nform a (numerators w)).
Proof.
move=> /fits_designP[wf pw sz] s1; have [b0 b1 _] := well_formedP wf.
have u1 : unzip1 (layers_of b) = unzip1 b by rewrite /layers_of /unzip1 -map_comp.
have l1 : all (leq 1) (unzip1 (levels 1 (layers_of b))) by rewrite sizes_levels.
rewrite (in_function_spaceP _ wf sz) (level_representable_full _ l1) ?stride_one_full // sizes_levels u1.
rewrite u1 in b1; have ub0 : unzip1 b != [::] by case: (b) b0.
have sE : n_coefficients w = (Architecture.degree (unzip1 b)).+1 by rewrite sz stride_one_size.
have D0 := proper_neq0 R pw.
rewrite -(exchange_filter_form a w) filter_formE sE; split=> h.
  have := representable_exchange b1 h; rewrite exchangeK; last first.
    by apply: leq_trans (size_scale_leq _ _) _; rewrite -sE size_nform.
  by apply: representable_scaled; rewrite ?invr_eq0.
by apply: representable_exchange => //; apply: representable_scale.
Qed.

Lemma integers_nform w : nform (0 : R) (numerators w) = form R (integers w).
Proof.
rewrite /nform /form /integers -map_comp; congr (Poly (rev _)); apply: eq_map => c /=.
rewrite /ev; case: c => [|z c] /=; first by rewrite /zpoly /= horner0 zr0.
by rewrite zpoly_cons hornerMXaddC mulr0 add0r.
Qed.

Lemma zero_filter (f : option field) a w : check_number_field f -> field_root f a -> is_zero_filter f w -> row a w = 0.
Proof.
move=> ok fa /all_nthP h; apply/rowP => i; rewrite !mxE.
by rewrite (number_zeroP ok fa (h [::] i (ltn_ord i))) mul0r.
Qed.

Lemma zero_member (F : idomainType) b n (w : 'rV[F]_n) : well_formed b -> n = total_size b -> w = 0 -> in_function_space b w.
Proof.
move=> wf nE ->; apply/(in_function_spaceP _ wf nE); rewrite linear0.
have [b0 b1 _] := well_formedP wf; apply: level_representable0; last by rewrite sizes_levels.
by case: (layers_of b) b0 => // -[].
Qed.

Lemma filter_size_le a b w : fits_design b w -> stride_one b ->
  (size (nform a (numerators w)) <= (Architecture.degree (unzip1 b)).+1)%N.
Proof. by case/fits_designP=> _ _ sz s1; rewrite -stride_one_size // -sz size_nform. Qed.

Lemma design_sizes b : well_formed b -> unzip1 b != [::] /\ all (leq 1) (unzip1 b).
Proof. by case/and3P=> b0 b1 _; split=> //; case: (b) b0. Qed.

Lemma no_layers_classes b w T p : fits_design b w -> no_layers b (integers w) T p -> check_classes b (integers w) T p.
Proof.
move=> /fits_designP[_ _ sz]; rewrite /no_layers /check_classes => /andP[-> h]; rewrite size_map -/(n_coefficients w) sz eqxx /=.
by move: h; case: (from_level _ _ _) => // b'; rewrite degree_ofE.
Qed.

Lemma level_representable_scale (F : idomainType) l (c : F) (p : {poly F}) : l != [::] ->
  level_representable l p -> level_representable l (c *: p).
Proof.
case: l => // -[k S] l _ /level_representable_cons[p1 [p2 [s1 r ->]]]; apply/level_representable_cons.
exists (c *: p1), p2; split=> //; first exact: leq_trans (size_scale_leq _ _) s1.
by rewrite comp_polyZ scalerAl.
Qed.

Lemma rational_row w : rVpoly (row (0 : R) w) = (zr R (denominator w))^-1 *: classes_form [rmorphism of ratr] (integers w).
Proof.
rewrite rVpoly_row; congr (_ *: _); rewrite /classes_form -toRE toR_zpoly /pval /zpoly /integers -map_comp.
congr Poly; apply: eq_map => c /=; rewrite /ev; case: c => [|z c] /=; first by rewrite /zpoly /= horner0 zr0.
by rewrite zpoly_cons hornerMXaddC mulr0 add0r.
Qed.

Lemma levels_nonempty b : well_formed b -> levels 1 (layers_of b) != [::].
Proof. by case/and3P=> + _ _; case: b => // -[]. Qed.

Lemma no_layers_real b w T p : fits_design b w -> no_layers b (integers w) T p -> ~ in_function_space b (row (0 : R) w).
Proof.
move=> fit nl; have [wf pw sz] := fits_designP fit; move/(in_function_spaceP _ wf sz).
move/(level_representable_scale (zr R (denominator w)) (levels_nonempty wf)).
rewrite rational_row scalerA divff ?proper_neq0 // scale1r.
exact: check_classes_sound wf (no_layers_classes fit nl).
Qed.

Lemma no_layers_complex b w T p : fits_design b w -> no_layers b (integers w) T p -> ~ complex_member (0 : R) b w.
Proof.
move=> fit nl; have [wf pw sz] := fits_designP fit; move/(in_function_spaceP _ wf sz).
move/(level_representable_scale (real_complex R (zr R (denominator w))) (levels_nonempty wf)).
have -> : rVpoly (map_mx (real_complex R) (row (0 : R) w)) = map_poly (real_complex R) (rVpoly (row (0 : R) w)).
  apply/polyP => i; rewrite coef_map; have [lt|le] := ltnP i (n_coefficients w).
    by rewrite !(coef_rVpoly_ord _ (Ordinal lt)) mxE.
  by rewrite !nth_default ?rmorph0 // (leq_trans (size_poly _ _)).
rewrite rational_row -map_polyZ scalerA divff ?proper_neq0 // scale1r.
have -> : map_poly (real_complex R) (classes_form [rmorphism of ratr] (integers w)) =
    classes_form [rmorphism of real_complex R \o ratr] (integers w) by rewrite /classes_form -map_poly_comp.
exact: check_classes_sound wf (no_layers_classes fit nl).
Qed.

Lemma check_member_sound (f : option field) a b w m e : check_number_field f -> field_root f a ->
  check_member f b w m e -> if m then in_function_space b (row a w) else ~ in_function_space b (row a w).
Proof.
move=> ok fa /andP[fit]; have [wf pw sz] := fits_designP fit; have [b0 b1] := design_sizes wf.
case: e => [|ev|d c fs|d c fs q|d c fs|ws|bins|js p|T p|] //.
- case/andP=> -> /orP[/andP[s1 few]|/(zero_filter ok fa) z]; last exact: zero_member.
  apply/(member_formP a fit s1); have [_ fill] := fillingP R b0 b1; apply: fill => //.
  exact: filter_size_le.
- case/andP=> s1 /(check_nmember_sound ok fa); case: m => h; first exact/(member_formP a fit s1).
  by move/(member_formP a fit s1).
- case/and3P=> s1 _ /(check_nmember_sound ok fa); case: m => h; first exact/(member_formP a fit s1).
  by move/(member_formP a fit s1).
- by case/andP=> -> cf; apply: check_filters_member cf fa.
case/and3P=> /negPf -> rat nl; case: f rat ok fa => // _ _ a0; rewrite a0.
exact: (no_layers_real fit nl).
Qed.

Lemma complex_memberP a b w : fits_design b w -> stride_one b -> complex_member a b w.
Proof.
move=> /fits_designP[wf pw sz] s1; have [b0 b1 _] := well_formedP wf; apply/(in_function_spaceP _ wf sz).
have l1 : all (leq 1) (unzip1 (levels 1 (layers_of b))) by rewrite sizes_levels.
apply/(level_representable_full _ l1); rewrite ?stride_one_full // sizes_levels.
have sE : (size (rVpoly (map_mx (real_complex R) (row a w))) <= total_size b)%N by rewrite -sz size_poly.
have u1 : unzip1 (layers_of b) = unzip1 b by rewrite /layers_of /unzip1 -map_comp.
rewrite u1 in b1 *; rewrite stride_one_size // in sE.
have [+ _] := design_sizes wf; case: (unzip1 b) b1 sE => // k ks k1 sE _.
exact: (@closed_representable [closedFieldType of R[i]]).
Qed.

(** Interior, boundary and root patterns do not change if a form is multiplied by a positive number. *)
Lemma close_scale (k d : R) (p q : {poly R}) : 0 < k -> close (k * d) (k *: p) q -> close d p (k^-1 *: q).
Proof.
move=> k0 h i; have := h i; rewrite !coefZ => le; rewrite -(ltr_pmul2l k0) -[X in X * `|_|](gtr0_norm k0) -normrM mulrBr.
by rewrite mulrA divff ?gt_eqF // mul1r.
Qed.

Lemma interior_scale ks (k : R) p : ks != [::] -> 0 < k -> interior ks p -> interior ks (k *: p).
Proof.
move=> ks0 k0 [sp [d d0 h]]; split; first exact: leq_trans (size_scale_leq _ _) sp.
exists (k * d) => [|q sq cl]; first exact: mulr_gt0.
have r : representable ks (k^-1 *: q).
  by apply: h; [apply: leq_trans (size_scale_leq _ _) sq | apply: close_scale].
by have := representable_scale k ks0 r; rewrite scalerA divff ?gt_eqF // scale1r.
Qed.

Lemma on_boundary_scale ks (k : R) p : ks != [::] -> 0 < k -> on_boundary ks p -> on_boundary ks (k *: p).
Proof.
move=> ks0 k0 [rp h]; split=> [|d d0]; first exact: representable_scale.
have ki : 0 < k^-1 by rewrite invr_gt0.
have [q [sq cl nq]] := h (k^-1 * d) (mulr_gt0 ki d0); exists (k *: q); split.
- exact: leq_trans (size_scale_leq _ _) sq.
- by move=> i; rewrite !coefZ -mulrBr normrM gtr0_norm // -ltr_pdivl_mull //; exact: cl.
by move/(representable_scaled (lt0r_neq0 k0) ks0).
Qed.

Lemma root_scale (k : R) p x : k != 0 -> root (k *: p) x = root p x.
Proof. exact: rootZ. Qed.

Lemma has_pattern_scale n (k : R) p rho gamma : k != 0 -> has_pattern n p rho gamma -> has_pattern n (k *: p) rho gamma.
Proof.
move=> k0 [p0 sp hr hc]; have kp0 : k *: p != 0 by rewrite scaler_eq0 negb_or k0.
split=> //; first by rewrite size_scale.
  move=> j j0; rewrite -hr // /nmult Orders.number_scale //; apply: number_over; rewrite ?uniq_rootsR //.
    by move=> x rx; rewrite mem_rootsR // rootZ.
  exact: root_rootsR.
move=> j j0; rewrite -hc // /cmult map_polyZ Orders.number_scale ?fmorph_eq0 //.
have kk0 : real_complex R k != 0 by rewrite fmorph_eq0.
apply: number_over; rewrite ?undup_uniq ?map_poly_eq0 //.
  move=> x rx; apply: mem_croots; first by rewrite scaler_eq0 negb_or kk0 map_poly_eq0.
  by rewrite rootZ.
by move=> x rx; apply: mem_croots; rewrite ?map_poly_eq0.
Qed.

Lemma denominator_inv w : proper w -> 0 < (zr R (denominator w))^-1.
Proof. by move/(zr_lt R); rewrite invr_gt0. Qed.

Lemma check_place_sound (f : option field) a b w m e : check_number_field f -> field_root f a ->
  check_place f b w m e -> if m then interior (unzip1 b) (rVpoly (row a w)) else on_boundary (unzip1 b) (rVpoly (row a w)).
Proof.
move=> ok fa /and3P[fit s1]; have [wf pw sz] := fits_designP fit; have [b0 b1] := design_sizes wf.
have sE := stride_one_size s1; have dn := denominator_inv pw.
case: e => [|ev|d c fs|d c fs q|d c fs|ws|bins|js p|T p|] //.
  case: m => [few|/andP[many z]]; last first.
    by rewrite (zero_filter ok fa z) linear0; apply: zero_on_boundary; rewrite // ltnNge.
  have [_ fill] := fillingP R b0 b1; split; first by rewrite -sE -sz size_poly.
  by exists 1 => // p sp _; apply: fill.
move/(check_nplace_sound ok fa); rewrite -exchange_filter_form sz sE filter_formE => h; case: m h => h.
  by apply: interior_exchange => //; apply: interior_scale.
by apply: on_boundary_exchange => //; apply: on_boundary_scale.
Qed.

Lemma check_root_pattern_sound (f : option field) a w rho gamma e : check_number_field f -> field_root f a ->
  check_root_pattern f w rho gamma e -> has_pattern (n_coefficients w).-1 (filter_form a w) rho gamma.
Proof.
move=> ok fa /andP[pw ch]; rewrite filter_formE; apply: has_pattern_scale; first by rewrite gt_eqF // denominator_inv.
case: e ch => // [d c fs q|d c fs]; last exact: check_npattern_sound ok fa _ _ _ _ _ _.
case/andP=> rat cp; case: f rat ok fa => // _ _ a0; rewrite a0.
have := check_pattern_sound R cp; rewrite /= -integers_nform.
by have -> : Descartes.degree (integers w) = (n_coefficients w).-1 by rewrite /Descartes.degree size_map.
Qed.

Lemma check_number_sound (f : option field) a b w simple n e : check_number_field f -> field_root f a ->
  check_number f b w simple n e -> @number_of_factorizations R (unzip1 b) (filter_form a w) simple (N.to_nat n).
Proof.
move=> ok fa /and3P[fit s1]; have [wf pw sz] := fits_designP fit; have [b0 b1] := design_sizes wf.
case: (pattern_found f e) => [[rho gamma]|] // /and3P[pos ch].
case E: (pattern_packings _ _ _ _) => [k|] // /N.eqb_eq <-.
rewrite (count_packingsP E); apply: pattern_factorizations => //; first by rewrite /good_sizes b0.
by have := check_root_pattern_sound ok fa ch; rewrite sz stride_one_size.
Qed.

Lemma design_sizeE b : design_size b = total_size b.
Proof. by rewrite /design_size degree_ofE. Qed.

Lemma fits_targetP b l : fits_target b l -> loss_size l = total_size b.
Proof. by move/N.eqb_eq; rewrite /total_size -degree_ofE -N2Nat.inj_succ => <-; rewrite Nat2N.id. Qed.

Lemma rank_le_most b (net : seq (layer R)) : well_formed b -> architecture net = layers_of b ->
  (differential_rank net <= most_dimensions b)%N.
Proof.
move=> wf an; have [b0 b1 b2] := well_formedP wf.
apply: leq_trans (differential_rank_le _ _ _) _; rewrite ?an //.
  by case: (net) an b0 => //= <-.
rewrite /most_rank /most_dimensions /Architecture.degree sumnE big_map ltnS.
have -> : unzip1 b = [seq filter_size l | l <- net].
  have <- : unzip1 (layers_of b) = unzip1 b by rewrite /layers_of /unzip1 -map_comp.
  by rewrite -an /architecture /unzip1 -map_comp.
by rewrite big_map.
Qed.

(** What the checker accepts is true, over every real closed field and for every number that the field admits. *)
Theorem check_sound (f : option field) c e a : check f c e -> field_root f a -> statement a c.
Proof.
case/andP=> ok; case: c => [m b w|b w|b w|b w|b w|w rho gamma|b|b w|b w ws|b w simple n|m b rho gamma|truth w p|b|b|b d|b l ws v n|b l ws v others] ch fa.
- by have := check_member_sound ok fa ch; case: m {ch}.
- move: ch => /andP[fit]; case: e => // /orP[s1|/(zero_filter ok fa) z]; first exact: complex_memberP.
  have [wf pw sz] := fits_designP fit; apply: zero_member => //.
  by rewrite z; apply/rowP => i; rewrite !mxE rmorph0.
- case/and3P: ch => fit rat; case: e => // T p nl; case: f rat ok fa => // _ _ a0; rewrite a0.
  exact: no_layers_complex fit nl.
- exact: (check_place_sound ok fa ch).
- exact: (check_place_sound ok fa ch).
- exact: (check_root_pattern_sound ok fa ch).
- move: ch => /and3P[wf s1]; case: e => // few v; apply/(in_function_spaceP _ wf (erefl _)).
  have [b0 b1 _] := well_formedP wf; have [ub0 ub1] := design_sizes wf.
  have l1 : all (leq 1) (unzip1 (levels 1 (layers_of b))) by rewrite sizes_levels.
  apply/(level_representable_full _ l1); rewrite ?stride_one_full // sizes_levels.
  have -> : unzip1 (layers_of b) = unzip1 b by rewrite /layers_of /unzip1 -map_comp.
  by have [_ fill] := fillingP R ub0 ub1; apply: fill => //; rewrite -stride_one_size // size_poly.
- split; last exact: (check_member_sound ok fa ch).
  by case/andP: ch => /fits_designP[].
- by case: e ch => // _ ch; apply: check_filters_sound ch fa.
- exact: (check_number_sound ok fa ch).
- case/and3P: ch => _ _; case: m; case: e => //.
    by move=> bins cc P pat; apply: check_compatible_sound cc pat.
  by move=> cc P pat; apply: check_not_compatible_sound cc pat.
- by case: e ch => // ch; apply: check_formula_sound ch fa.
- case/andP: ch => _; case: e => // ws p /and3P[wf _ _]; have [b0 b1] := design_sizes wf.
  by have [P iP] := interior_nonempty R b0 b1; exists P.
- case/andP: ch => wf; case: e => // /N.leb_le le net an.
  apply: leq_ltn_trans (rank_le_most wf an) _; rewrite /total_size -degree_ofE ltnS.
  by move: le; rewrite /most_dimensions; lia.
- case: e ch => // ws p /andP[most rk]; have [wf _ _] := and3P rk.
  have [an le] := check_rankP R rk; set net := integer_network R _ in an le.
  have rE : \rank (differential (design_size b) net) = differential_rank net.
    by rewrite /differential_rank /n_filter an design_sizeE.
  have bound (net' : seq (layer R)) : architecture net' = layers_of b -> (differential_rank net' <= d)%N.
    by move=> an'; apply: leq_trans (rank_le_most wf an') most.
  by split=> //; exists net => //; apply/eqP; rewrite eqn_leq bound // -rE.
- case/andP: ch => /fits_targetP sz; case: e => // ch; split=> //; exact: (check_critical_sound ok fa ch).
case/andP: ch => /fits_targetP sz; case: e => // /andP[ch sm]; have crit := check_critical_sound ok fa ch.
by split=> //; have [an lt] := check_smaller_sound ok fa sm; have [_ _ _ -> _] := crit.
Qed.

(** ** Critical points of rational filters *)

Theorem check_critical_rational b l ws z d n : check None (ClaimCriticalPoint b l ws ([:: z], d) n) ByHessian ->
  let net := network (0 : R) b ws in
  [/\ critical_point (loss_at (0 : R) l) net, loss_at (0 : R) l net = zr R z / zr R d & has_nature (0 : R) l net n].
Proof. by move/(check_sound (a := 0))/(_ erefl) => [_ [_ _ cp e nat]]; split; rewrite // e ev1. Qed.

(** A strict local minimum that is not a global one. *)
Theorem check_spurious_rational b l ws z d others : check None (ClaimSpuriousMinimum b l ws ([:: z], d) others) ByHessian ->
  let net := network (0 : R) b ws in
  [/\ critical_point (loss_at (0 : R) l) net, loss_at (0 : R) l net = zr R z / zr R d, strict_local_minimum (loss_at (0 : R) l) net &
    exists2 net', architecture net' = architecture net & loss_at (0 : R) l net' < loss_at (0 : R) l net].
Proof.
move/(check_sound (a := 0))/(_ erefl) => [_ [an _ cp e min] [an' lt]]; split=> //; first by rewrite e ev1.
by exists (network 0 b others); rewrite ?an ?an'.
Qed.

Theorem check_filling b : check None (ClaimFilling b) ByArithmetic -> forall w : 'rV[R]_(total_size b), in_function_space b w.
Proof. by move/(check_sound (a := 0))/(_ erefl). Qed.

End Soundness.
