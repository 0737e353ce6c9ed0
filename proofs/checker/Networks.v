(** * Certificates speak of networks

    Certificates give a filter as the list of its coefficients [w], and the checkers read it as
    [form R w], with the first coefficient at the highest power.  A row vector [v] of the theories has the form
    [rVpoly v], with the first coefficient at the lowest: the two are exchanged by x and y.  Function spaces,
    interior and boundary are the same after the exchange, so what is proved of [form R w] is true of the filter
    of a network.  *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf zify.
From LCN Require Import RealRoots Architecture StrideOne Interior Boundary Exchange ConvMatrix Levels Network.
From LCNCheck Require Import Integers Membership Position.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Networks.

Variable R : rcfType.
Implicit Types (p q : {poly R}) (ks : seq nat) (w : seq Z) (d : nat).

(** The filter with the coefficients [w]. *)
Definition filter_row w : 'rV[R]_(size w) := \row_(i < size w) zr R (nth Z0 w i).

Lemma exchange_form w : exchange (size w) (form R w) = rVpoly (filter_row w).
Proof.
apply/polyP => i; rewrite coef_poly; case: ltnP => iw; last first.
  by rewrite nth_default // (leq_trans (size_poly _ _)).
rewrite (coef_rVpoly_ord _ (Ordinal iw)) mxE /= /form coef_Poly nth_rev ?size_map; last by lia.
have -> : (size w - ((size w).-1 - i).+1 = i)%N by lia.
by rewrite (nth_map Z0).
Qed.

Lemma exchange_filter_row w : exchange (size w) (rVpoly (filter_row w)) = form R w.
Proof. by rewrite -exchange_form exchangeK ?size_form. Qed.

(** What the exchange preserves is the same for the two forms. *)
Lemma exchange_invariant (P : {poly R} -> Prop) w : (forall p, P p -> P (exchange (size w) p)) ->
  P (form R w) <-> P (rVpoly (filter_row w)).
Proof. by move=> h; split=> /h; rewrite ?exchange_form ?exchange_filter_row. Qed.

(** ** Function spaces *)

Lemma representable_form ks w : all (leq 1) ks -> size w = (degree ks).+1 ->
  representable ks (form R w) <-> representable ks (rVpoly (filter_row w)).
Proof.
by move=> ks1 sw; apply: exchange_invariant => p; rewrite sw; apply: representable_exchange.
Qed.

(** The filter is that of a network with filter sizes [ks] and strides one exactly if [form R w] is in the function
    space; [d] is the number of outputs. *)
Theorem network_formP ks d w : (0 < d)%N -> all (leq 1) ks -> size w = (degree ks).+1 ->
  (exists2 net : seq (layer R), architecture net = [seq (k, 1%N) | k <- ks] &
     Network.end_to_end net d = conv_mx 1 d _ (filter_row w)) <->
  representable ks (form R w).
Proof.
move=> d0 ks1 sw; rewrite representable_form //; set a := [seq (k, 1%N) | k <- ks].
have a1 : unzip1 a = ks by rewrite /unzip1 -map_comp map_id_in.
have stride1 : total_stride a = 1%N by rewrite /a /total_stride; elim: (ks) => //= k s ->.
have := @end_to_end_representableP R a d (size w) (filter_row w) d0.
rewrite a1 levels_stride1 level_degree_stride1 level_representable_stride1 => /(_ ks1 sw) <-.
split=> -[net an en]; exists net => //; have stride_net : total_stride (architecture net) = 1%N by rewrite an.
  by rewrite stride_net.
by move: en; rewrite stride_net.
Qed.

Lemma missing_not_filling ks w : size w = (degree ks).+1 -> ~ representable ks (form R w) -> ~ filling R ks.
Proof. by move=> sw missing fill; apply/missing/fill; rewrite -sw size_form. Qed.

(** What the checker accepts is true of networks: the filter is, or is not, that of one. *)
Theorem check_membership_networks (m : membership) d : check_membership m -> (0 < d)%N ->
  let from_network := exists2 net : seq (layer R), architecture net = [seq (k, 1%N) | k <- sizes m] &
     Network.end_to_end net d = conv_mx 1 d _ (filter_row (end_to_end m)) in
  if member m then from_network else ~ from_network.
Proof.
move=> ok d0; have := check_membership_sound R ok; case/and4P: ok => _ ks1 /eqP sw _.
have [from to] := network_formP d0 ks1 sw.
by case: (member m) => h F; [exact: to | move/from].
Qed.

(** Some filter is missing: the function space is not all of filter space. *)
Theorem check_membership_not_filling (m : membership) : check_membership m -> ~~ member m -> ~ filling R (sizes m).
Proof.
move=> ok /negbTE missing; have := check_membership_sound R ok; rewrite missing.
by case/and4P: ok => _ _ /eqP sw _; apply: missing_not_filling.
Qed.

(** ** Interior and boundary *)

Lemma close_exchange n (e : R) p q : 0 < e -> (size p <= n)%N -> (size q <= n)%N ->
  close e (exchange n p) q -> close e p (exchange n q).
Proof.
move=> e0 sp sq cl i; have [ni|lt] := leqP n i.
  by rewrite !nth_default ?subrr ?normr0 // ?(leq_trans sp) ?(leq_trans (size_exchange _ _)).
by rewrite coef_exchange // -[p in X in _ - X](exchangeK sp) coef_exchange.
Qed.

Lemma interior_exchange ks p : all (leq 1) ks -> interior ks p -> interior ks (exchange (degree ks).+1 p).
Proof.
move=> ks1 [sp [e e0 h]]; split; first exact: size_exchange.
exists e => // q sq cl; rewrite -(exchangeK sq); apply: representable_exchange => //.
by apply: h; [exact: size_exchange | apply: close_exchange].
Qed.

Lemma on_boundary_exchange ks p : all (leq 1) ks -> on_boundary ks p -> on_boundary ks (exchange (degree ks).+1 p).
Proof.
move=> ks1 [rp out]; split=> [|e e0]; first exact: representable_exchange.
have [q [sq cl nq]] := out e e0; exists (exchange (degree ks).+1 q); split; first exact: size_exchange.
  apply: close_exchange; rewrite ?size_exchange // exchangeK //; exact: representable_size rp.
by move=> h; apply: nq; rewrite -(exchangeK sq); apply: representable_exchange.
Qed.

Theorem interior_formP ks w : all (leq 1) ks -> size w = (degree ks).+1 ->
  interior ks (form R w) <-> interior ks (rVpoly (filter_row w)).
Proof.
by move=> ks1 sw; apply: exchange_invariant => p; rewrite sw; apply: interior_exchange.
Qed.

Theorem on_boundary_formP ks w : all (leq 1) ks -> size w = (degree ks).+1 ->
  on_boundary ks (form R w) <-> on_boundary ks (rVpoly (filter_row w)).
Proof.
by move=> ks1 sw; apply: exchange_invariant => p; rewrite sw; apply: on_boundary_exchange.
Qed.

End Networks.
