(** * What certificates claim

    [statement R a c] is the claim [c] about filters of networks over the real closed field [R]; [a] is the number that generates the
    field of the certificate, 0 if there is none.  The form of a filter in the chart y = 1 is [filter_form]; that of row
    vectors in the theories is the chart x = 1, and what is said of one is true of the other.  A dimension is the largest rank of the
    differential of the composition. *)

From Coq Require Import ZArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder complex zify ssrZ.
From LCN Require Import RealRoots Architecture StrideOne Interior Boundary Exchange ConvMatrix Levels Network Strides LocalMinima.
From LCNCheck Require Import Roots Integers Descartes Certificates Orders Patterns Membership Position Networks Numbers Filters FieldRoots FibreCounts Formulas Jacobian Losses Minima.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** The claims; [true] for what is, [false] for what is not. *)
Inductive claim : Type :=
  | ClaimMember of bool & design & coefficients
  | ClaimComplexMember of design & coefficients
  | ClaimNotComplexMember of design & coefficients
  | ClaimInterior of design & coefficients
  | ClaimBoundary of design & coefficients
  | ClaimPattern of coefficients & seq nat & seq nat
  | ClaimFilling of design
  | ClaimNotFilling of design & coefficients
  | ClaimFactorization of design & coefficients & seq coefficients
  | ClaimFibreCount of design & coefficients & bool & N
  | ClaimCompatible of bool & design & seq nat & seq nat
  | ClaimFormula of bool & coefficients & formula
  | ClaimFullDimensional of design
  | ClaimNotFullDimensional of design
  | ClaimDimension of design & nat
  | ClaimCriticalPoint of design & loss & seq coefficients & value & nature
  | ClaimSpuriousMinimum of design & loss & seq coefficients & value & seq coefficients.

Definition sizes_of_design (b : design) : seq nat := unzip1 b.

Section Statements.

Variable R : rcfType.
Implicit Types (a : R) (w : coefficients) (b : design).

Definition filter_form a w : {poly R} := exchange (n_coefficients w) (rVpoly (row a w)).

(** The filter is that of [W_L ... W_1] for complex filters. *)
Definition complex_member a b w : Prop :=
  @in_function_space [idomainType of R[i]] _ b (map_mx (real_complex R) (row a w)).

Definition statement a (c : claim) : Prop :=
  match c with
  | ClaimMember true b w => in_function_space b (row a w)
  | ClaimMember false b w => ~ in_function_space b (row a w)
  | ClaimComplexMember b w => complex_member a b w
  | ClaimNotComplexMember b w => ~ complex_member a b w
  | ClaimInterior b w => interior (unzip1 b) (rVpoly (row a w))
  | ClaimBoundary b w => on_boundary (unzip1 b) (rVpoly (row a w))
  | ClaimPattern w rho gamma => has_pattern (n_coefficients w).-1 (filter_form a w) rho gamma
  | ClaimFilling b => forall w : 'rV[R]_(total_size b), in_function_space b w
  | ClaimNotFilling b w => n_coefficients w = total_size b /\ ~ in_function_space b (row a w)
  | ClaimFactorization b w ws =>
      architecture (network a b ws) = layers_of b /\ end_to_end_filter (network a b ws) (row a w)
  | ClaimFibreCount b w simple n => @number_of_factorizations R (unzip1 b) (filter_form a w) simple (N.to_nat n)
  | ClaimCompatible true b rho gamma => forall P : {poly R}, has_pattern (Architecture.degree (unzip1 b)) P rho gamma ->
      exists p, @simple_factorization R (unzip1 b) P true p
  | ClaimCompatible false b rho gamma => forall P : {poly R}, has_pattern (Architecture.degree (unzip1 b)) P rho gamma ->
      forall p, ~ @simple_factorization R (unzip1 b) P true p
  | ClaimFormula truth w p => satisfies (coefficient a w) p = truth
  | ClaimFullDimensional b => exists P : {poly R}, interior (unzip1 b) P
  | ClaimNotFullDimensional b => forall net : seq (layer R), architecture net = layers_of b ->
      (differential_rank net < total_size b)%N
  | ClaimDimension b d =>
      (exists2 net : seq (layer R), architecture net = layers_of b & differential_rank net = d) /\
      forall net : seq (layer R), architecture net = layers_of b -> (differential_rank net <= d)%N
  | ClaimCriticalPoint b l ws v n => loss_size l = total_size b /\ critical_claim a b l ws v n
  | ClaimSpuriousMinimum b l ws v others => [/\ loss_size l = total_size b, critical_claim a b l ws v Minimum &
      architecture (network a b others) = layers_of b /\ loss_at a l (network a b others) < loss_at a l (network a b ws)]
  end.

(** ** From forms to filters *)

Lemma filter_formE a w : filter_form a w = (zr R (denominator w))^-1 *: nform a (numerators w).
Proof.
apply/polyP => i; rewrite coef_poly coefZ /nform coef_Poly; case: ltnP => iw; last first.
  by rewrite nth_default ?mulr0 // size_rev size_map.
rewrite nth_rev ?size_map // -/(n_coefficients w).
have lt : (n_coefficients w - i.+1 < n_coefficients w)%N by move: iw; lia.
have -> : ((n_coefficients w).-1 - i = n_coefficients w - i.+1)%N by lia.
by rewrite (coef_rVpoly_ord _ (Ordinal lt)) mxE /= (nth_map [::]) // mulrC.
Qed.

Lemma exchange_filter_form a w : exchange (n_coefficients w) (filter_form a w) = rVpoly (row a w).
Proof. by rewrite exchangeK ?size_poly. Qed.

Lemma stride_one_full b : stride_one b -> full_resolution (levels 1 (layers_of b)).
Proof.
have ones c T : all (fun ks : nat * N => ks.1 == 1%N) c -> full_resolution (levels T (layers_of c)).
  elim: c T => // -[k s] c IH T /= /andP[/eqP -> c1]; rewrite /full_resolution /=; exact: IH.
elim: b => // -[k s] b IH /= /andP[/IH h /orP[/N.eqb_eq s1|b1]]; rewrite /full_resolution /= ?eqxx ?orbT //=.
  by move: h; rewrite s1.
exact: ones.
Qed.

End Statements.
