(** The statements of the talk "The Geometry of Linear Convolutional Networks" (Kohn; with Merkh, Montufar, Trager), in its
    order and about networks, as far as they are proved. README.md says what stands for what, and what is not proved.

    A filter w of size n is a row vector, its form is [rVpoly w] in the chart x = 1; architectures are sequences of pairs
    (k_i, s_i), first layer first; [function_space a w]: some network with the architecture [a] has the end-to-end filter [w]. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyorder polyrcf realalg.
From LCN Require Import RealRoots OddRoots Architecture StrideOne Definite Interior Boundary Closed.
From LCN Require Import PrimeFactors Fibres FibresFactorised ConvMatrix Levels Network Strides.
From LCN Require Import Gradient CriticalPoints CompatiblePackings LayersRank TangentImageLayers Strata CriticalOnStratum.
From LCN Require Import ZeroFilters FunctionSpace NetworkFibres.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** * Networks, all strides *)

Section Networks.

Variable F : idomainType.
Implicit Types (a : seq (nat * nat)) (net : seq (layer F)).

(** The product W_L ... W_1 is again a convolutional matrix, of stride s_1 ... s_L and filter size
    k = 1 + sum_i (k_i - 1) s_1 ... s_{i-1}. *)
Theorem composition_is_convolutional net : all (leq 1) (unzip1 (architecture net)) -> has_filter net (end_filter net).
Proof. by move=> k1 d d0; apply: end_to_end_conv. Qed.

(** Composing layers is multiplying polynomials:
    pi(W_L ... W_1) = pi(w_1) pi(w_2)(x^{S_2}, y^{S_2}) ... pi(w_L)(x^{S_L}, y^{S_L}), S_i = s_1 ... s_{i-1}. *)
Theorem composition_is_multiplication net : all (leq 1) (unzip1 (architecture net)) ->
  rVpoly (end_filter net) = \prod_(p <- layer_forms 1 net) p.
Proof. exact: end_filter_form. Qed.

(** The stride of the last layer does not matter. *)
Theorem last_stride_irrelevant a k s s' n (w : 'rV[F]_n) :
    all (leq 1) (unzip1 a) -> (0 < k)%N -> n = end_size (rcons a (k, s)) ->
  function_space (rcons a (k, s)) w <-> function_space (rcons a (k, s')) w.
Proof. exact: last_stride. Qed.

(** Every layer with k_i = 1 after another one can be dropped if its stride multiplies that of the layer before. *)
Theorem layers_of_size_one a k s s' b n (w : 'rV[F]_n) :
    all (leq 1) (unzip1 a) -> (0 < k)%N -> all (leq 1) (unzip1 b) -> n = end_size (a ++ (k, s * s')%N :: b) ->
  function_space (a ++ (k, s) :: (1%N, s') :: b) w <-> function_space (a ++ (k, s * s')%N :: b) w.
Proof. exact: layer_of_size_one. Qed.

(** If k_L = 1, the last layer can be dropped. *)
Theorem last_layer_of_size_one a s n (w : 'rV[F]_n) : a != [::] -> all (leq 1) (unzip1 a) -> n = end_size a ->
  function_space (rcons a (1%N, s)) w <-> function_space a w.
Proof. exact: last_size_one. Qed.

End Networks.

(** * The function space for stride one *)

Section StrideOneSpace.

Variable R : rcfType.
Variable ks : seq nat.
Hypotheses (layers : ks != [::]) (sizes : all (leq 1) ks).

Let n := (degree ks).+1.
Let e := n_even ks.
Implicit Type w : 'rV[R]_n.

Let form_neq0 w : w != 0 -> rVpoly w != 0.
Proof. by apply: contraNneq => p0; rewrite -[w]rVpolyK p0 linear0. Qed.

(** A filter w <> 0 is in the function space exactly if pi(w) has at least e = #{i : k_i is even} real roots, counted with
    multiplicity. *)
Theorem membership w : w != 0 -> function_space (strides_one ks) w <-> (e <= n_proj_roots n (rVpoly w))%N.
Proof. by move=> w0; rewrite stride_one_spaceP //; apply: representableP; rewrite ?form_neq0 ?size_poly. Qed.

(** The zero filter is in the function space. *)
Theorem zero_membership : function_space (strides_one ks) (0 : 'rV[R]_n).
Proof. by apply/stride_one_spaceP => //; rewrite linear0; apply: representable0. Qed.

(** The function space is all of filter space exactly if at most one k_i is even. *)
Theorem filling : (forall w, function_space (strides_one ks) w) <-> (e <= 1)%N.
Proof. by rewrite stride_one_filling //; apply: fillingP. Qed.

(** The function space is closed. *)
Theorem closedness w : (forall d, 0 < d -> exists2 w', nearby d w w' & function_space (strides_one ks) w') ->
  function_space (strides_one ks) w.
Proof.
move=> h; apply/stride_one_spaceP => //; apply: representable_closed; rewrite ?size_poly // => d d0.
by have [w' /(nearbyP _ _ d0) c /stride_one_spaceP r] := h d d0; exists (rVpoly w'); first exact: r.
Qed.

(** The function space is full-dimensional: it has interior points. *)
Theorem full_dimensional : exists w, interior_point (strides_one ks) w.
Proof.
have [p hp] := @interior_nonempty R ks layers sizes; have sp := hp.1; exists (poly_rV p).
by apply/interior_pointP; rewrite ?poly_rV_K.
Qed.

(** If exactly two k_i are even, the filters that are missing are the positive definite and the negative definite forms. *)
Theorem two_even_sizes w : e = 2%N -> w != 0 -> ~ function_space (strides_one ks) w <->
  positive_definite (degree ks) (rVpoly w) \/ negative_definite (degree ks) (rVpoly w).
Proof. by move=> e2 w0; rewrite stride_one_spaceP //; apply: complement_two_evenP; rewrite ?form_neq0 ?size_poly. Qed.

(** If e <= 1, the boundary is empty. *)
Theorem boundary_empty w : (e <= 1)%N -> ~ boundary_point (strides_one ks) w.
Proof. by move=> e1 h; have [_ [w' _ []]] := h 1 ltr01; apply: (filling.2 e1). Qed.

(** If e >= 2, a filter w <> 0 is on the boundary exactly if it has at least e real roots, and at most e - 2 of their multiplicities
    are odd. *)
Theorem boundary w : w != 0 -> boundary_point (strides_one ks) w <->
  (e <= n_proj_roots n (rVpoly w))%N /\ (n_odd_roots n (rVpoly w) + 2 <= e)%N.
Proof. by move=> w0; rewrite boundary_pointP //; apply: topological_boundaryP; rewrite ?form_neq0 ?size_poly. Qed.

(** The zero filter is on the boundary exactly if e >= 2. *)
Theorem zero_on_boundary : boundary_point (strides_one ks) (0 : 'rV[R]_n) <-> (2 <= e)%N.
Proof. by rewrite boundary_pointP // linear0; apply: boundary0P. Qed.

(** A filter w <> 0 is in the interior exactly if at least e of the multiplicities of its real roots are odd. *)
Theorem interior w : w != 0 -> interior_point (strides_one ks) w <-> (e <= n_odd_roots n (rVpoly w))%N.
Proof. by move=> w0; rewrite interior_pointP //; apply: interiorP; rewrite ?form_neq0 ?size_poly. Qed.

End StrideOneSpace.

(** * Larger strides *)

(** If s_i > 1 for some i < L and k_L > 1, not every filter is in the function space, over the reals and over the complex
    numbers. *)
Theorem larger_strides_not_filling (F : numFieldType) (a : seq (nat * nat)) k s :
    all (leq 1) (unzip1 a) -> all (leq 1) (unzip2 a) -> (1 < k)%N -> has (leq 2) (unzip2 a) ->
  ~ forall w : 'rV[F]_(end_size (rcons a (k, s))), function_space (rcons a (k, s)) w.
Proof.
move=> a1 a2 k1 s2 /function_space_filling; rewrite /unzip1 map_rcons all_rcons (ltnW k1) => /(_ a1).
exact: strided_not_filling.
Qed.

(** The function space is all of filter space exactly if no stride larger than one stands before a layer with k_i > 1, and at most
    one k_i is even. *)
Theorem filling_all_strides (R : rcfType) (a : seq (nat * nat)) :
    a != [::] -> all (leq 1) (unzip1 a) -> all (leq 1) (unzip2 a) ->
  (forall w : 'rV[R]_(end_size a), function_space a w) <-> full_resolution (levels 1 a) && (n_even (unzip1 a) <= 1)%N.
Proof.
move=> a0 a1 a2; rewrite function_space_filling // -(sizes_levels 1 a).
by apply: level_fillingP; rewrite ?sizes_levels ?levels_strides_gt0 //; case: (a) a0 => [|[]].
Qed.

(** * The fibres of the composition of layers, stride one *)

(** For every filter W <> 0 the networks with the end-to-end filter W are finitely many up to scaling of the layers by constants
    with product 1. *)
Theorem fibre_finite (R : rcfType) (ks : seq nat) (w : 'rV[R]_(degree ks).+1) :
    ks != [::] -> all (leq 1) ks -> w != 0 -> exists nets : seq (seq (layer R)),
  [/\ forall i, (i < size nets)%N ->
        architecture (nth [::] nets i) = strides_one ks /\ has_filter (nth [::] nets i) w &
      forall net, architecture net = strides_one ks -> has_filter net w ->
        exists! i, (i < size nets)%N /\
          exists cs, [/\ size cs = size ks, \prod_(c <- cs) c = 1 & nth [::] nets i = scale_layers cs net]].
Proof. exact: networks_finite. Qed.

(** * Critical points, stride one *)

Section CriticalPoints.

Variables (F : fieldType) (N : nat) (net : seq (layer F)) (g : 'rV[F]_N).

(** The points of a scaling class are critical together, for all strides. *)
Theorem critical_scaling_class (cs : seq F) : size cs = size net -> \prod_(c <- cs) c = 1 ->
  critical net g <-> critical (scale_layers cs net) g.
Proof.
move=> sz c1; split; first exact: critical_scaled.
move=> cr; have sz' : size [seq c^-1 | c <- cs] = size (scale_layers cs net) by rewrite size_map scale_layers_size.
by have := critical_scaled sz' cr; rewrite scale_layersK // c1 oner_eq0.
Qed.

Variables (t : nat) (q : 'I_t -> {poly F}) (m : 'I_t -> nat) (m_oo M : nat) (A : 'M[nat]_(size net, t.+1)).
Hypotheses (prime_q : primes q) (M_gt0 : (0 < M)%N) (m_le : forall l, (n_balls m m_oo l <= M)%N).
Hypotheses (characteristic : [char F] =i pred0) (layers : (0 < size net)%N) (stride1 : stride_one net).
Hypotheses (nonzero : all (fun l => filter l != 0) net) (packs : packed (@net_sizes F net) q A (net_filters net)).
Hypothesis exact_packing : packing (@net_sizes F net) q m m_oo A.

Let orthogonal_to_stratum : Prop := forall r, in_tangent_space 1 (stratum_sizes q m m_oo M) (stratum_forms q m M) r ->
  pairing g r = 0.

(** If (w_1, ..., w_L) is a critical point of the loss in parameter space, W = mu(w_1, ..., w_L) <> 0 is a critical point of the
    loss restricted to the stratum of its root multiplicities. *)
Theorem critical_implies_critical_on_stratum : critical net g -> orthogonal_to_stratum.
Proof. exact: critical_on_stratum. Qed.

(** Conversely, if no filter has a double root. *)
Theorem critical_on_stratum_compatible : compatible A -> critical net g <-> orthogonal_to_stratum.
Proof. exact: critical_stratumP. Qed.

End CriticalPoints.

(** Every point with two or more zero filters is a critical point, for every loss. *)
Theorem two_zero_filters_critical (F : fieldType) N (net : seq (layer F)) (g : 'rV[F]_N) :
  (2 <= count (@is_zero F) net)%N -> critical net g.
Proof. exact: two_zero_filters. Qed.

(** * Gradient flow, all strides *)

(** For every loss <w_i, dL/dw_i> is the same for all layers i, so that |w_i|^2 - |w_j|^2 does not change along gradient flow. *)
Theorem flow_identity (R : idomainType) N (n1 n2 : seq (layer R)) s k (w : 'rV[R]_k) (m1 m2 : seq (layer R)) t j (v : 'rV[R]_j)
    (g : 'rV[R]_N) : n1 ++ Layer s w :: n2 = m1 ++ Layer t v :: m2 ->
  inner w (filter_gradient n1 n2 s k g) = inner v (filter_gradient m1 m2 t j g).
Proof. exact: inner_gradient_eq. Qed.

(** * Real algebraic numbers *)

Section RealAlgebraicNumbers.

Variable ks : seq nat.
Hypotheses (layers : ks != [::]) (sizes : all (leq 1) ks).
Implicit Type w : 'rV[realalg]_(degree ks).+1.

Corollary membership_realalg w : w != 0 ->
  function_space (strides_one ks) w <-> (n_even ks <= n_proj_roots (degree ks).+1 (rVpoly w))%N.
Proof. exact: membership. Qed.

Corollary filling_realalg : (forall w, function_space (strides_one ks) w) <-> (n_even ks <= 1)%N.
Proof. exact: filling. Qed.

Corollary boundary_realalg w : w != 0 -> boundary_point (strides_one ks) w <->
  (n_even ks <= n_proj_roots (degree ks).+1 (rVpoly w))%N /\ (n_odd_roots (degree ks).+1 (rVpoly w) + 2 <= n_even ks)%N.
Proof. exact: boundary. Qed.

Corollary interior_realalg w : w != 0 ->
  interior_point (strides_one ks) w <-> (n_even ks <= n_odd_roots (degree ks).+1 (rVpoly w))%N.
Proof. exact: interior. Qed.

End RealAlgebraicNumbers.
