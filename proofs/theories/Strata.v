(** Critical points on the strata, stride one.

    The stratum of the root multiplicities of P = prod_i A_i^i, the A_i without double and without common roots, is the
    image of (A_1, A_2, ...) -> prod_i A_i^i. Its tangent space at P, the image of the differential of this map, consists of the
    multiples of prod_i A_i^(i - 1). A point over P with a compatible packing is critical exactly if the gradient of the
    loss at P is orthogonal to this tangent space: if P is a critical point of the loss restricted to its stratum. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import Architecture PrimeFactors Fibres Network JacobianRank TangentImageLayers Gradient CriticalPoints CompatiblePackings.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

(** A_1^e A_2^(e + 1) ... *)
Fixpoint rising_product (S : ringType) e (ps : seq S) : S := if ps is p :: ps' then p ^+ e * rising_product e.+1 ps' else 1.

Section TangentSpace.

Variable F : fieldType.
Implicit Types (p r u h : {poly F}) (ps us : seq {poly F}) (ks : seq nat) (e : nat).

(** The derivative at 0 of c -> prod_i (A_i + c u_i)^(e_i), by the product rule. *)
Fixpoint rising_derivative e ps us : {poly F} :=
  match ps, us with
  | p :: ps', u :: us' =>
    e%:R *: (u * p ^+ e.-1) * rising_product e.+1 ps' + p ^+ e * rising_derivative e.+1 ps' us'
  | _, _ => 0
  end.

Theorem rising_derivativeE e ps us : size us = size ps ->
  (rising_product e [seq x.1%:P + x.2 *: 'X | x <- zip ps us])^`().[0] = rising_derivative e ps us.
Proof.
have value ps' us' e' : size us' = size ps' ->
    (rising_product e' [seq x.1%:P + x.2 *: 'X | x <- zip ps' us']).[0] = rising_product e' ps'.
  elim: ps' us' e' => [|p ps' IH] [|u us'] e' //=; first by rewrite hornerC.
  by case=> /IH h; rewrite hornerM horner_exp h !hornerE.
elim: ps us e => [|p ps IH] [|u us] e //=; first by rewrite derivC hornerC.
case=> sz; rewrite derivM hornerD !hornerM IH //.
rewrite !value // deriv_exp derivD derivC derivZ derivX add0r.
by rewrite hornerMn hornerM hornerZ hornerC mulr1 !horner_exp !hornerE ?mulr0 ?addr0 scaler_nat.
Qed.

(** The image of the differential of (A_1, A_2, ...) -> A_1^e A_2^(e + 1) ..., for directions of the sizes k_i. *)
Definition in_tangent_space e ks ps r : Prop :=
  exists2 us, all2 (fun u k => size u <= k)%N us ks & r = rising_derivative e ps us.

Lemma in_tangent_space_cons e k ks p ps r : in_tangent_space e (k :: ks) (p :: ps) r <->
  exists u r', [/\ (size u <= k)%N, in_tangent_space e.+1 ks ps r' &
    r = e%:R *: (u * p ^+ e.-1) * rising_product e.+1 ps + p ^+ e * r'].
Proof.
split=> [[[|u us] //= /andP[su sus] ->]|[u [r' [su [us sus ->] ->]]]].
  by exists u, (rising_derivative e.+1 ps us); split=> //; exists us.
by exists (u :: us) => //=; rewrite su.
Qed.

Lemma rising_productS e ps : rising_product e.+1 ps = rising_product e ps * \prod_(p <- ps) p.
Proof.
elim: ps e => [|p ps IH] e /=; first by rewrite big_nil mulr1.
by rewrite big_cons IH exprSr mulrACA.
Qed.

Let factor_out x y u q p r : x * p * (y * r) + (u * x) * (y * q) = x * y * (u * q + p * r).
Proof. by rewrite [u * x]mulrC ![_ * _ * (y * _)]mulrACA -mulrDr addrC. Qed.

Lemma tangent_space_image e ks ps r : (forall i, (i.+1)%:R != 0 :> F) -> size ks = size ps ->
  in_tangent_space e.+1 ks ps r <-> exists2 r0, in_image ks ps r0 & r = rising_product e ps * r0.
Proof.
move=> ch; elim: ks ps e r => [|k ks IH] [|p ps] // e r.
  by move=> _; split=> [[us _ ->]|[r0 /= -> ->]]; [exists 0; rewrite ?mulr0 | exists [::]; rewrite ?mulr0].
case=> sz; apply: iff_trans (in_tangent_space_cons _ _ _ _ _ _) _ => /=.
have {}IH x y := IH ps x y sz.
split=> [[u [r' [su /IH[r0 i0 ->] ->]]]|[_ [u [r0 [su i0 ->]]] ->]].
  exists ((e.+1)%:R *: u * \prod_(q <- ps) q + p * r0).
    by exists ((e.+1)%:R *: u), r0; split=> //; apply: leq_trans (size_scale_leq _ _) su.
  by rewrite (rising_productS e.+1) exprSr addrC scalerAl factor_out.
exists ((e.+1)%:R^-1 *: u), (rising_product e.+1 ps * r0); split.
- by rewrite size_scale ?invr_eq0.
- by apply/IH; exists r0.
by rewrite (rising_productS e.+1) exprSr -[RHS]addrC -!scalerAl scalerA divff // scale1r factor_out.
Qed.

(** The tangent space of the stratum: all multiples of prod_i A_i^(i - 1), if no two of the A_i have a common root. *)
Theorem tangent_spaceP ks ps r : [char F] =i pred0 -> ks != [::] -> valid ks ps ->
    n_cofactor_roots ks ps = 0%N ->
  in_tangent_space 1 ks ps r <-> exists2 h : {poly F}, (size h <= (degree ks).+1)%N & r = rising_product 0 ps * h.
Proof.
move=> /charf0P ch ks0 v c0; have sz : size ks = size ps by move: v; rewrite /valid all2E => /andP[/eqP].
apply: iff_trans (tangent_space_image _ _ _ sz) _; first by move=> i; rewrite ch.
by split=> -[h ih ->]; exists h => //; apply/(image_layers_coprimeP _ ks0 v c0).
Qed.

End TangentSpace.

Section Stratum.

Variables (F : fieldType) (t : nat) (q : 'I_t -> {poly F}) (m : 'I_t -> nat) (m_oo n : nat).
Hypotheses (n_gt0 : (0 < n)%N) (prime_q : primes q) (m_le : forall l, (n_balls m m_oo l <= n)%N).

(** The forms A_1, ..., A_n of P = prod_i A_i^i: A_i has the factors of multiplicity i, the one at infinity included. *)
Definition stratum_form (i : 'I_n) : {poly F} := power_product q (fun j => m j == i.+1).

Definition stratum_size (i : 'I_n) : nat := (size (stratum_form i) + (m_oo == i.+1))%N.

Definition stratum_forms : seq {poly F} := [seq stratum_form i | i <- enum 'I_n].

Definition stratum_sizes : seq nat := [seq stratum_size i | i <- enum 'I_n].

Lemma degree_enum L (k : 'I_L -> nat) : degree [seq k i | i <- enum 'I_L] = (\sum_i (k i).-1)%N.
Proof. by rewrite /degree sumnE -map_comp big_map big_enum. Qed.

Lemma rising_productE e L (s : seq 'I_L) (f : 'I_L -> {poly F}) (a : nat) :
    [seq val i | i <- s] = iota a (size s) ->
  rising_product (e + a) [seq f i | i <- s] = \prod_(i <- s) f i ^+ (e + i).
Proof.
elim: s a => [|i s IH] a /=; first by rewrite big_nil.
by case=> ia es; rewrite big_cons -(IH a.+1) // addnS ia.
Qed.

Lemma stratum_powers e :
  rising_product e stratum_forms = power_product q (fun j => if m j is x.+1 then e + x else 0)%N.
Proof.
rewrite -[e]addn0 (@rising_productE e n _ _ 0) ?val_enum_ord ?size_enum_ord // big_enum /=.
rewrite (eq_bigr (fun i : 'I_n => power_product q (fun j => (m j == i.+1) * (e + i))%N)) => [|i _]; last first.
  by rewrite power_productX.
rewrite power_product_sum addn0; apply: eq_power_product => j.
have := m_le (lift ord0 j); rewrite /n_balls liftK; case: (m j) => [_|x xn].
  by rewrite big1 // => i _; rewrite mul0n.
rewrite (bigD1 (Ordinal xn)) //= eqxx mul1n big1 ?addn0 // => i.
by rewrite -val_eqE /= eqSS eq_sym => /negbTE ->.
Qed.

(** prod_i A_i^(i - 1), the greatest common divisor for compatible packings. *)
Lemma stratum_multiple_part : rising_product 0 stratum_forms = power_product q (fun j => (m j).-1).
Proof. by rewrite stratum_powers; apply: eq_power_product => j; case: (m j). Qed.

(** P itself, up to its constant, is prod_i A_i^i. *)
Theorem stratum_product : rising_product 1 stratum_forms = power_product q m.
Proof. by rewrite stratum_powers; apply: eq_power_product => j; case: (m j). Qed.

Let colours : 'M[nat]_(n, t.+1) := \matrix_(i, l) (n_balls m m_oo l == i.+1 : nat).

Let packed_colours : packed stratum_size q colours [ffun i => stratum_form i].
Proof.
move=> i; rewrite ffunE /stratum_size mxE /n_balls unlift_none; split=> //.
by rewrite (eq_power_product q (b := fun j => m j == i.+1)) ?eqpxx // => j; rewrite mxE /n_balls liftK.
Qed.

Let sum_colours l : (\sum_i colours i l = (0 < n_balls m m_oo l))%N.
Proof.
have := m_le l; under eq_bigr do rewrite mxE; case: (n_balls m m_oo l) => [_|x xn]; first by rewrite big1.
rewrite (bigD1 (Ordinal xn)) //= eqxx big1 // => i.
by rewrite -val_eqE /= eqSS eq_sym => /negbTE ->.
Qed.

(** The forms have no double and no common roots. *)
Lemma stratum_coprime : valid stratum_sizes stratum_forms /\ n_cofactor_roots stratum_sizes stratum_forms = 0%N.
Proof.
have en : enum 'I_n != [::] by rewrite -size_eq0 size_enum_ord -lt0n.
have fE : stratum_forms = [seq [ffun i => stratum_form i] i | i <- enum 'I_n].
  by apply: eq_map => i; rewrite ffunE.
have colE l : (\sum_i colours i l - \max_i colours i l = 0)%N.
  rewrite compatible_max; last by apply/forallP => i; apply/forallP => l'; rewrite mxE; case: (_ == _).
  by rewrite sum_colours; case: (n_balls _ _ _).
split.
  rewrite /stratum_sizes /stratum_forms /valid; elim: (enum _) => //= i s ->; rewrite andbT leq_addr andbT.
  by rewrite size_poly_gt0 power_product_neq0.
have := cofactor_gcd_packed prime_q packed_colours en; rewrite -fE => /eqp_size.
rewrite /n_cofactor_roots => ->; rewrite size_power_product // fE.
rewrite (order_sum_packed packed_colours) (order_max_packed packed_colours) !big_enum colE addn0 /=.
by rewrite big1 // => j _; rewrite !big_enum colE mul0n.
Qed.

Lemma stratum_degree : degree stratum_sizes = (\sum_l (0 < n_balls m m_oo l) * ball_size q l)%N.
Proof.
rewrite degree_enum -(eq_bigr _ (fun i _ => packed_bin prime_q i packed_colours)) exchange_big.
by apply: eq_bigr => l _; rewrite -big_distrl /= sum_colours.
Qed.

(** The dimension of the tangent space is one more than the number of distinct roots over an algebraic closure: r + 2c + 1 for r real
    roots and c pairs. *)
Theorem stratum_dimension N (D := mul_poly_mx (degree stratum_sizes).+1 N (rising_product 0 stratum_forms)) :
    [char F] =i pred0 -> N = (\sum_l n_balls m m_oo l * ball_size q l).+1 ->
  (forall v : 'rV[F]_N, (v <= D)%MS <-> in_tangent_space 1 stratum_sizes stratum_forms (rVpoly v)) /\
  \rank D = (\sum_l (0 < n_balls m m_oo l) * ball_size q l).+1.
Proof.
move=> ch eN; have [v0 c0] := stratum_coprime.
have ks0 : stratum_sizes != [::] by rewrite -size_eq0 size_map size_enum_ord -lt0n.
have eG := stratum_multiple_part.
have bound (h : {poly F}) :
    (size h <= (degree stratum_sizes).+1)%N -> (size (rising_product 0 stratum_forms * h)%R <= N)%N.
  move=> sh; apply: leq_trans (size_mul_leq _ _) _; rewrite eG size_power_product // addSn /= eN.
  have -> : (\sum_l n_balls m m_oo l * ball_size q l =
      \sum_l (n_balls m m_oo l).-1 * ball_size q l + degree stratum_sizes)%N.
    rewrite stratum_degree -big_split; apply: eq_bigr => l _ /=.
    by rewrite -mulnDl; case: (n_balls _ _ _) => // x; rewrite addn1.
  rewrite -addnS leq_add // big_ord_recl; apply: leq_trans (leq_addl _ _).
  by apply: leq_sum => j _; rewrite /n_balls /ball_size liftK.
split=> [v|]; last first.
  rewrite -stratum_degree; apply: rank_mul_poly_mx bound.
  by rewrite eG power_product_neq0.
split=> [/submxP[a ->]|/(tangent_spaceP _ ch ks0 v0 c0)[h sh e]].
  apply/tangent_spaceP => //; exists (rVpoly a); first exact: size_poly.
  by rewrite mul_poly_mxE mulrC poly_rV_K // bound // size_poly.
by rewrite -[v]rVpolyK e mulrC -(poly_rV_K sh) -mul_poly_mxE submxMl.
Qed.

End Stratum.

Section CriticalStratum.

Variables (F : fieldType) (t : nat) (q : 'I_t -> {poly F}) (m : 'I_t -> nat) (m_oo n N : nat).
Hypotheses (n_gt0 : (0 < n)%N) (prime_q : primes q) (m_le : forall l, (n_balls m m_oo l <= n)%N).

(** Filters with a compatible packing are a critical point exactly if their end-to-end form is one of the loss restricted to its stratum. *)
Theorem critical_stratumP (net : seq (layer F)) (g : 'rV[F]_N) (A : 'M[nat]_(size net, t.+1)) :
    [char F] =i pred0 ->
    (0 < size net)%N -> stride_one net -> all (fun l => filter l != 0) net ->
    packed (@net_sizes F net) q A (net_filters net) -> packing (@net_sizes F net) q m m_oo A -> compatible A ->
  critical net g <->
  forall r, in_tangent_space 1 (stratum_sizes q m m_oo n) (stratum_forms q m n) r -> pairing g r = 0.
Proof.
move=> ch n0 s1 nz pA kA cA; apply: (iff_trans (critical_compatibleP prime_q g n0 s1 nz pA kA cA)).
have [v c0] := stratum_coprime n_gt0 prime_q m_le.
have ks0 : stratum_sizes q m m_oo n != [::] by rewrite -size_eq0 size_map size_enum_ord -lt0n.
have eG := stratum_multiple_part q m_le.
have <- : (degree (stratum_sizes q m m_oo n)).+1 =
    ((degree (filter_sizes net)).+1 - \sum_l (n_balls m m_oo l).-1 * ball_size q l)%N.
  rewrite stratum_degree // -net_sizesE degree_enum.
  rewrite -(eq_bigr _ (fun i _ => packed_bin prime_q i pA)) exchange_big /=.
  have /andP[/forallP cols _] := kA.
  rewrite [in RHS](eq_bigr (fun l => (0 < n_balls m m_oo l) * ball_size q l + (n_balls m m_oo l).-1 * ball_size q l)%N).
    by rewrite big_split /= -addSn addnK.
  by move=> l _; rewrite -big_distrl /= (eqP (cols l)) -mulnDl; case: (n_balls _ _ _).
split=> [H r /(tangent_spaceP _ ch ks0 v c0)[h sh ->]|H h sh]; first by rewrite eG; exact: H.
by rewrite -eG; apply: H; apply/tangent_spaceP => //; exists h.
Qed.

End CriticalStratum.
