(** The function space of an architecture as a set of filters of networks: the filters of the products W_L ... W_1,
    its interior and its boundary. What scalings of the filters, and the last layer, change. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyorder polyrcf zify.
From LCN Require Import RealRoots OddRoots Architecture StrideOne Interior Boundary Closed.
From LCN Require Import ConvMatrix Levels Network Gradient CriticalPoints.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** Architectures with strides one. *)
Definition strides_one (ks : seq nat) : seq (nat * nat) := [seq (k, 1%N) | k <- ks].

Lemma sizes_strides_one ks : unzip1 (strides_one ks) = ks.
Proof. by rewrite /unzip1 -map_comp map_id. Qed.

(** The size 1 + (k_1 - 1) S_1 + ... + (k_L - 1) S_L of an end-to-end filter. *)
Definition end_size (a : seq (nat * nat)) : nat := (level_degree (levels 1 a)).+1.

Lemma end_size_strides_one ks : end_size (strides_one ks) = (degree ks).+1.
Proof. by rewrite /end_size levels_stride1 level_degree_stride1. Qed.

Lemma levels_strides_gt0 S a : (0 < S)%N -> all (leq 1) (unzip2 a) -> all (leq 1) (unzip2 (levels S a)).
Proof. by elim: a S => //= -[k s] a IH S S0 /= /andP[s0 a0]; rewrite S0 IH // muln_gt0 S0. Qed.

Section FunctionSpace.

Variable F : idomainType.
Implicit Types (a : seq (nat * nat)) (net : seq (layer F)).

(** The matrix W_L ... W_1 is the convolutional matrix of [w], for any number of outputs. *)
Definition has_filter net n (w : 'rV[F]_n) : Prop :=
  forall d, (0 < d)%N -> end_to_end net d = conv_mx (total_stride (architecture net)) d _ w.

Definition function_space a n (w : 'rV[F]_n) : Prop := exists2 net, architecture net = a & has_filter net w.

Lemma function_spaceP a n (w : 'rV[F]_n) : all (leq 1) (unzip1 a) -> n = end_size a ->
  function_space a w <-> level_representable (levels 1 a) (rVpoly w).
Proof.
move=> a1 nE; have P d d0 := @end_to_end_representableP F a d n w d0 a1 nE.
split=> [[net an h]|/network_representableP[net an e]].
  by apply/(P 1%N isT); exists net => //; rewrite (h 1%N isT) an.
by exists net => // d d0; rewrite end_to_end_toeplitz ?an // conv_mxE; congr toeplitz.
Qed.

Lemma stride_one_spaceP ks n (w : 'rV[F]_n) : all (leq 1) ks -> n = (degree ks).+1 ->
  function_space (strides_one ks) w <-> representable ks (rVpoly w).
Proof.
move=> k1 nE; rewrite -level_representable_stride1 -levels_stride1.
by apply: function_spaceP; rewrite ?sizes_strides_one ?end_size_strides_one.
Qed.

Lemma function_space_filling a : all (leq 1) (unzip1 a) ->
  (forall w : 'rV[F]_(end_size a), function_space a w) <-> level_filling F (levels 1 a).
Proof.
move=> a1; split=> [h p sp|h w]; last by apply/function_spaceP => //; apply: h; apply: size_poly.
by rewrite -(poly_rV_K sp); apply/function_spaceP.
Qed.

Lemma stride_one_filling ks : all (leq 1) ks ->
  (forall w : 'rV[F]_(degree ks).+1, function_space (strides_one ks) w) <-> filling F ks.
Proof.
move=> k1; split=> [h p sp|h w]; last by apply/stride_one_spaceP => //; apply: h; apply: size_poly.
by rewrite -(poly_rV_K sp); apply/stride_one_spaceP.
Qed.

Lemma levels_rcons S a k s : levels S (rcons a (k, s)) = rcons (levels S a) (k, (S * total_stride a)%N).
Proof. by elim: a S => [|[k' s'] a IH] S /=; rewrite ?muln1 // IH mulnA. Qed.

(** The stride of the last layer does not matter. *)
Lemma last_stride a k s s' n (w : 'rV[F]_n) : all (leq 1) (unzip1 a) -> (0 < k)%N -> n = end_size (rcons a (k, s)) ->
  function_space (rcons a (k, s)) w <-> function_space (rcons a (k, s')) w.
Proof.
move=> a1 k1 nE; have ak t : all (leq 1) (unzip1 (rcons a (k, t))) by rewrite /unzip1 map_rcons all_rcons k1.
apply: (iff_trans (function_spaceP w (ak s) nE)); apply: iff_sym; rewrite !levels_rcons in nE *.
by apply: (iff_trans (function_spaceP w (ak s') _)); rewrite /end_size !levels_rcons // nE /end_size levels_rcons.
Qed.

Lemma level_representable_scale (l : seq (nat * nat)) c (p : {poly F}) :
  l != [::] -> level_representable l p -> level_representable l (c *: p).
Proof.
case: l => // -[k S] l _ /level_representable_cons[p1 [p2 [s1 r2 ->]]].
apply/level_representable_cons; exists (c *: p1), p2; split=> //; first exact: leq_trans (size_scale_leq _ _) s1.
by rewrite comp_polyZ scalerAl.
Qed.

Lemma levels_cat S a b : levels S (a ++ b) = levels S a ++ levels (S * total_stride a) b.
Proof. by elim: a S => [|[k s] a IH] S /=; rewrite ?muln1 // IH mulnA. Qed.

Lemma level_size_one (l1 l2 : seq (nat * nat)) S (p : {poly F}) : l1 != [::] ->
  level_representable (l1 ++ (1%N, S) :: l2) p <-> level_representable (l1 ++ l2) p.
Proof.
move=> l0; split=> /level_representable_cat[p1 [p2 [r1 r2 ->]]]; last first.
  apply/level_representable_cat; exists p1, p2; split=> //; apply/level_representable_cons.
  by exists 1, p2; rewrite size_poly1 comp_polyC mul1r.
case/level_representable_cons: r2 => c [q [/size1_polyC -> r2 ->]].
apply/level_representable_cat; exists (c`_0 *: p1), q; split=> //; first exact: level_representable_scale.
by rewrite comp_polyC mul_polyC -scalerAr -scalerAl.
Qed.

(** A layer of filter size one after another one can be dropped if its stride multiplies that of the one before. *)
Lemma layer_of_size_one a k s s' b n (w : 'rV[F]_n) :
    all (leq 1) (unzip1 a) -> (0 < k)%N -> all (leq 1) (unzip1 b) -> n = end_size (a ++ (k, s * s')%N :: b) ->
  function_space (a ++ (k, s) :: (1%N, s') :: b) w <-> function_space (a ++ (k, s * s')%N :: b) w.
Proof.
move=> a1 k1 b1 nE; have ab l : all (leq 1) (unzip1 (a ++ l)) = all (leq 1) (unzip1 l).
  by rewrite /unzip1 map_cat all_cat a1.
have e : levels 1 (a ++ (k, s) :: (1%N, s') :: b) =
    rcons (levels 1 a) (k, 1 * total_stride a)%N ++ (1%N, 1 * total_stride a * s)%N :: levels (1 * total_stride a * (s * s')) b.
  by rewrite levels_cat /= cat_rcons mulnA.
have e' : levels 1 (a ++ (k, s * s')%N :: b) =
    rcons (levels 1 a) (k, 1 * total_stride a)%N ++ levels (1 * total_stride a * (s * s')) b by rewrite levels_cat /= cat_rcons.
apply: (iff_trans (function_spaceP w _ _)); rewrite ?ab /= ?k1 //.
  by rewrite nE /end_size e e' !level_degree_cat.
apply: iff_sym; apply: (iff_trans (function_spaceP w _ nE)); first by rewrite ab /= k1.
by rewrite e e'; apply: iff_sym; apply: level_size_one; case: (levels 1 a).
Qed.

(** A last layer of filter size one can be dropped. *)
Lemma last_size_one a s n (w : 'rV[F]_n) : a != [::] -> all (leq 1) (unzip1 a) -> n = end_size a ->
  function_space (rcons a (1%N, s)) w <-> function_space a w.
Proof.
case: (lastP a) => // {}a [k s0] _; rewrite /unzip1 map_rcons all_rcons => /andP[k1 a1] nE.
rewrite -cats1 cat_rcons; have nE' : n = end_size (rcons a (k, s0 * s)%N).
  by rewrite nE /end_size !levels_rcons !level_degree_rcons.
have := @layer_of_size_one a k s0 s [::] n w a1 k1 isT; rewrite !cats1 => /(_ nE') P.
by apply: (iff_trans P); apply: last_stride.
Qed.

(** The layers multiplied by constants. *)
Fixpoint scale_layers (cs : seq F) net : seq (layer F) :=
  match cs, net with c :: cs', l :: net' => Layer (stride l) (c *: filter l) :: scale_layers cs' net' | _, _ => [::] end.

Lemma scale_layers_form cs net S : size cs = size net ->
  (\prod_(p <- layer_forms S (scale_layers cs net)) p) =
  (\prod_(c <- cs) c) *: \prod_(p <- layer_forms S net) p.
Proof.
elim: net cs S => [|l net IH] [|c cs] S //= => [_|[/IH e]]; first by rewrite !big_nil scale1r.
by rewrite !big_cons e linearZ /= comp_polyZ -scalerAl -scalerAr scalerA.
Qed.

Lemma scale_layers_size cs net : size cs = size net -> size (scale_layers cs net) = size net.
Proof. by elim: net cs => [|l net IH] [|c cs] //= [/IH ->]. Qed.

Lemma scale_layers_architecture cs net : size cs = size net -> architecture (scale_layers cs net) = architecture net.
Proof. by elim: net cs => [|l net IH] [|c cs] //= [/IH ->]. Qed.

Lemma scale_layers_cat cs net n1 l n2 : size cs = size net -> scale_layers cs net = n1 ++ l :: n2 ->
  exists cs1 c cs2 m1 l' m2, [/\ cs = cs1 ++ c :: cs2, net = m1 ++ l' :: m2, size cs1 = size m1, size cs2 = size m2 &
    [/\ n1 = scale_layers cs1 m1, l = Layer (stride l') (c *: filter l') & n2 = scale_layers cs2 m2]].
Proof.
elim: net cs n1 => [|l0 net IH] [|c cs] [|l1 n1] //= [sz].
  by case=> <- <-; exists [::], c, cs, [::], l0, net.
case=> <- /(IH _ _ sz)[cs1 [c' [cs2 [m1 [l' [m2 [-> -> s1 s2 [-> -> ->]]]]]]]].
by exists (c :: cs1), c', cs2, (l0 :: m1), l', m2; rewrite /= s1.
Qed.

End FunctionSpace.

Section Scalings.

Variables (F : fieldType) (N : nat).
Implicit Types (net : seq (layer F)) (g : 'rV[F]_N).

Lemma scale_layers_app (cs1 cs2 : seq F) n1 n2 : size cs1 = size n1 ->
  scale_layers (cs1 ++ cs2) (n1 ++ n2) = scale_layers cs1 n1 ++ scale_layers cs2 n2.
Proof. by elim: n1 cs1 => [|l n1 IH] [|c cs1] //= [/IH ->]. Qed.

(** Multiplying the filters of a critical point by constants gives a critical point. *)
Lemma critical_scaled net (cs : seq F) g : size cs = size net -> critical net g -> critical (scale_layers cs net) g.
Proof.
move=> sz cr n1 s k w n2 /(scale_layers_cat sz)[cs1 [c [cs2 [m1 [l [m2 [_ e s1 s2 [-> el ->]]]]]]]].
apply/gradient_eq0; case: el => ek -> _; rewrite ek => v {ek w s k}.
have /gradient_eq0/(_ v) : filter_gradient m1 m2 (stride l) (filter_size l) g = 0.
  by apply: (cr _ _ _ (filter l)); rewrite e; case: (l).
have <- : scale_layers (cs1 ++ 1 :: cs2) (m1 ++ Layer (stride l) v :: m2) =
    scale_layers cs1 m1 ++ Layer (stride l) v :: scale_layers cs2 m2 by rewrite scale_layers_app //= scale1r.
rewrite /filter_of /network_form scale_layers_form; last by rewrite !size_cat /= s1 s2.
move=> z; rewrite linearZ /inner -scalemxAl mxE; apply/eqP; rewrite mulf_eq0; apply/orP; right; exact/eqP.
Qed.

Lemma scale_layersK net (cs : seq F) : size cs = size net -> \prod_(c <- cs) c != 0 ->
  scale_layers [seq c^-1 | c <- cs] (scale_layers cs net) = net.
Proof.
elim: net cs => [|[k s w] net IH] [|c cs] //= [sz]; rewrite big_cons mulf_eq0 negb_or => /andP[c0 /(IH _ sz) ->].
by rewrite scalerA mulVf // scale1r.
Qed.

End Scalings.

Section Topology.

Variable R : rcfType.
Implicit Types (ks : seq nat) (a : seq (nat * nat)).

(** Each coefficient differs by less than [d]. *)
Definition nearby (d : R) n (w w' : 'rV[R]_n) : Prop := forall i, `|w' 0 i - w 0 i| < d.

Definition interior_point a n (w : 'rV[R]_n) : Prop :=
  exists2 d, 0 < d & forall w', nearby d w w' -> function_space a w'.

(** Every neighbourhood of [w] meets the function space and its complement. *)
Definition boundary_point a n (w : 'rV[R]_n) : Prop := forall d, 0 < d ->
  (exists2 w', nearby d w w' & function_space a w') /\ (exists2 w', nearby d w w' & ~ function_space a w').

Lemma nearbyP (d : R) n (w w' : 'rV[R]_n) : 0 < d -> nearby d w w' <-> close d (rVpoly w) (rVpoly w').
Proof.
move=> d0; split=> h i; last by have := h i; rewrite !coef_rVpoly_ord.
rewrite !coef_rVpoly; case: insubP => [j _ _|_]; [exact: h | by rewrite subrr normr0].
Qed.

Lemma interior_pointP ks n (w : 'rV[R]_n) : all (leq 1) ks -> n = (degree ks).+1 ->
  interior_point (strides_one ks) w <-> interior ks (rVpoly w).
Proof.
move=> k1 nE; split=> [[d d0 h]|[_ [d d0 h]]].
  split; first by rewrite -nE size_poly.
  exists d => // q sq; rewrite -nE in sq; rewrite -(poly_rV_K sq) => /(nearbyP _ _ d0)/h.
  by move/(stride_one_spaceP _ k1 nE).
exists d => // w' /(nearbyP _ _ d0) cl; apply/(stride_one_spaceP _ k1 nE); apply: h cl.
by rewrite -nE size_poly.
Qed.

Lemma boundary_pointP ks n (w : 'rV[R]_n) : all (leq 1) ks -> n = (degree ks).+1 ->
  boundary_point (strides_one ks) w <-> boundary ks (rVpoly w).
Proof.
move=> k1 nE; have P w' := stride_one_spaceP w' k1 nE; split=> h d d0; have := h d d0.
  move=> [[w1 /(nearbyP _ _ d0) c1 /P r1] [w2 /(nearbyP _ _ d0) c2 r2]]; split; first by exists (rVpoly w1).
  by exists (rVpoly w2); split=> //; [rewrite -nE size_poly | move/P].
move=> [[q1 r1 c1] [q2 [s2 r2 c2]]]; have s1 := representable_size k1 r1; rewrite -nE in s1 s2.
rewrite -(poly_rV_K s1) in r1 c1; rewrite -(poly_rV_K s2) in r2 c2.
by split; [exists (poly_rV q1); [apply/nearbyP | apply/P] | exists (poly_rV q2); [apply/nearbyP | move/P]].
Qed.

End Topology.
