(** Linear convolutional networks, their end-to-end matrices and filters.

    A network is a sequence of layers, first layer first; a layer has a filter size, a
    stride and a filter. With d_L = d outputs, layer i maps d_{i-1} = (d_i - 1) s_i + k_i
    numbers to d_i, and the end-to-end matrix is W_L ... W_1. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyorder polyrcf zify.
From LCN Require Import RealRoots Architecture StrideOne ConvMatrix Levels.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Network.

Variable R : idomainType.

Record layer := Layer { filter_size : nat; stride : nat; filter : 'rV[R]_filter_size }.

Implicit Types (net : seq layer) (p : {poly R}) (a : seq (nat * nat)).

Definition architecture net : seq (nat * nat) := [seq (filter_size l, stride l) | l <- net].

(** The number of inputs of an architecture with [d] outputs. *)
Fixpoint n_inputs a (d : nat) : nat :=
  if a is (k, s) :: a' then ((n_inputs a' d).-1 * s + k)%N else d.

(** The end-to-end matrix W_L ... W_1. *)
Fixpoint end_to_end net (d : nat) : 'M[R]_(d, n_inputs (architecture net) d) :=
  if net is l :: net' then
    end_to_end net' d *m conv_mx (stride l) _ _ (filter l)
  else 1%:M.

Definition total_stride a : nat := foldr (fun ks S => ks.2 * S)%N 1%N a.

(** The forms pi(w_i)(x^{S S_i}, y^{S S_i}) of the layers, and their product for S = 1. *)
Fixpoint layer_forms (S : nat) net : seq {poly R} :=
  if net is l :: net' then
    (rVpoly (filter l) \Po 'X^S) :: layer_forms (S * stride l) net'
  else [::].

Definition network_form net : {poly R} := \prod_(p <- layer_forms 1 net) p.

Lemma layer_formsM S T net :
  \prod_(p <- layer_forms (S * T) net) p = (\prod_(p <- layer_forms T net) p) \Po 'X^S.
Proof.
elim: net T => [|l net IH] T /=; first by rewrite !big_nil comp_polyC.
rewrite !big_cons -mulnA IH comp_polyM -comp_polyA; congr ((_ \Po _) * _).
by rewrite rmorphX /= comp_polyX -exprM.
Qed.

Lemma network_form_cons l net :
  network_form (l :: net) = rVpoly (filter l) * (network_form net \Po 'X^(stride l)).
Proof.
rewrite /network_form /= big_cons expr1 comp_polyXr mul1n.
by rewrite -[X in layer_forms X]muln1 layer_formsM.
Qed.

(** The number of inputs is that of a convolution of filter size 1 + sum (k_i - 1) S_i and stride s_1 ... s_L. *)
Theorem n_inputsE a d : (0 < d)%N -> all (leq 1) (unzip1 a) ->
  n_inputs a d = (d.-1 * total_stride a + (level_degree (levels 1 a)).+1)%N.
Proof.
move=> d0; elim: a => [|[k s] a IH] /=; first by rewrite muln1 addn1 prednK.
move=> /andP[k1 /IH ->].
rewrite conv_columns //; rewrite /level_degree /= -!/(level_degree _) (level_degree_levels (1 * s)) muln1 mul1n.
by rewrite [(_ * s)%N]mulnC.
Qed.

Lemma size_network_form net : all (leq 1) (unzip1 (architecture net)) ->
  (size (network_form net) <= (level_degree (levels 1 (architecture net))).+1)%N.
Proof.
elim: net => [|l net IH] /=; first by rewrite /network_form big_nil size_poly1.
move=> /andP[k1 /IH sp]; rewrite network_form_cons.
apply: leq_trans (size_form_mul _ (size_poly _ _) sp k1) _.
rewrite /level_degree /= -!/(level_degree _) (level_degree_levels (1 * _)) muln1 mul1n.
by rewrite [(_ * stride l)%N]mulnC.
Qed.

Lemma end_to_end_toeplitz net d : (0 < d)%N -> all (leq 1) (unzip1 (architecture net)) ->
  end_to_end net d = toeplitz (total_stride (architecture net)) d _ (network_form net).
Proof.
move=> d0; elim: net => [_|l net IH] /=.
  rewrite /network_form big_nil; apply/matrixP => i j; rewrite !mxE muln1 coef1 -val_eqE /=.
  by rewrite subn_eq0 eqn_leq; case: (leqP i j).
move=> /andP[k1 nk]; rewrite IH // conv_mxE toeplitz_mul ?network_form_cons //.
by rewrite n_inputsE // leq_add2l size_network_form.
Qed.

(** The end-to-end filter. *)
Definition end_filter net : 'rV[R]_(level_degree (levels 1 (architecture net))).+1 :=
  poly_rV (network_form net).

(** The end-to-end matrix is convolutional, with the end-to-end filter and the product of the strides. *)
Theorem end_to_end_conv net d : (0 < d)%N -> all (leq 1) (unzip1 (architecture net)) ->
  end_to_end net d = conv_mx (total_stride (architecture net)) d _ (end_filter net).
Proof.
move=> d0 nk; rewrite end_to_end_toeplitz // conv_mxE /end_filter poly_rV_K //.
exact: size_network_form.
Qed.

(** pi is multiplicative: pi(w) = pi(w_1) pi(w_2)(x^{S_2}, y^{S_2}) ... pi(w_L)(x^{S_L}, y^{S_L}). *)
Theorem end_filter_form net : all (leq 1) (unzip1 (architecture net)) ->
  rVpoly (end_filter net) = \prod_(p <- layer_forms 1 net) p.
Proof. by move=> nk; rewrite /end_filter poly_rV_K // size_network_form. Qed.

(** The end-to-end forms of the networks of an architecture are the forms it represents. *)
Lemma network_representableP S a p :
  level_representable (levels S a) p <->
  exists2 net, architecture net = a & \prod_(q <- layer_forms S net) q = p.
Proof.
elim: a S p => [|[k s] a IH] S p /=.
  split=> [/level_representable_nil ->|[[|//] _ <-]].
    by exists [::]; rewrite //= big_nil.
  by apply/level_representable_nil; rewrite big_nil.
split=> [/level_representable_cons[p1 [p2 [s1 /IH[net ea ep] ->]]]|].
  exists (Layer s (poly_rV p1 : 'rV_k) :: net); first by rewrite /= ea.
  by rewrite /= big_cons ep poly_rV_K.
move=> [[|l net] //= [<- <- ea] <-]; apply/level_representable_cons.
exists (rVpoly (filter l)), (\prod_(q <- layer_forms (S * stride l) net) q).
by rewrite size_poly big_cons; split=> //; apply/IH; exists net.
Qed.

(** A filter is the end-to-end filter of a network of architecture [a] exactly if its form is representable. *)
Theorem end_to_end_representableP a d n (w : 'rV[R]_n) :
    (0 < d)%N -> all (leq 1) (unzip1 a) -> n = (level_degree (levels 1 a)).+1 ->
  (exists2 net, architecture net = a &
     end_to_end net d = conv_mx (total_stride (architecture net)) d _ w) <->
  level_representable (levels 1 a) (rVpoly w).
Proof.
move=> d0 a1 nE; split=> [[net ea]|/network_representableP[net ea ep]].
  rewrite end_to_end_conv ?ea //; rewrite -{}ea in a1 nE *; subst n => /(conv_mx_inj d0).
  rewrite n_inputsE // leq_addl => /(_ isT) <-; rewrite end_filter_form //.
  by apply/network_representableP; exists net.
exists net; rewrite // end_to_end_toeplitz ?ea // conv_mxE; congr toeplitz.
exact: ep.
Qed.

End Network.

Section RealNetwork.

Variable R : rcfType.

(** Stride one, for networks: a non-zero filter is the end-to-end filter of a network with filter sizes [ks] exactly if
    its form has at least as many real projective roots, with multiplicity, as there are even sizes. *)
Theorem real_networkP (ks : seq nat) d (w : 'rV[R]_(degree ks).+1) :
    (0 < d)%N -> ks != [::] -> all (leq 1) ks -> w != 0 ->
  (exists2 net : seq (layer R), architecture net = [seq (k, 1%N) | k <- ks] &
     end_to_end net d = conv_mx 1 d _ w) <->
  (n_even ks <= n_proj_roots (degree ks).+1 (rVpoly w))%N.
Proof.
move=> d0 ks0 ks1 w0; have u1 : unzip1 [seq (k, 1%N) | k <- ks] = ks by rewrite /unzip1 -map_comp map_id.
have S1 : total_stride [seq (k, 1%N) | k <- ks] = 1%N by elim: (ks) => //= k l ->.
have p0 : rVpoly w != 0.
  by apply: contraNneq w0 => p0; rewrite -[w]rVpolyK p0 linear0.
rewrite -(representableP ks0 ks1 p0) ?size_poly // -level_representable_stride1 -levels_stride1.
by rewrite -(@end_to_end_representableP _ _ d) ?u1 // ?levels_stride1 ?level_degree_stride1 //;
  split=> -[net ea e]; exists net; rewrite // e ea S1.
Qed.

End RealNetwork.
