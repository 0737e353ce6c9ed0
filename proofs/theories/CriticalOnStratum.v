(** Filters that are critical have an end-to-end form that is critical on its stratum, whatever their packing. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import Architecture PrimeFactors Fibres Network TangentImageLayers Gradient CriticalPoints CompatiblePackings Strata.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section CriticalOnStratum.

Variables (F : fieldType) (t : nat) (q : 'I_t -> {poly F}) (m : 'I_t -> nat) (m_oo n N : nat).
Hypotheses (n_gt0 : (0 < n)%N) (prime_q : primes q) (m_le : forall l, (n_balls m m_oo l <= n)%N).

(** The multiples of g = prod_j q_j^{m_j - max_i a_ij} contain the tangent space of the stratum. *)
Theorem critical_on_stratum (net : seq (layer F)) (g : 'rV[F]_N) (A : 'M[nat]_(size net, t.+1)) :
    [char F] =i pred0 ->
    (0 < size net)%N -> stride_one net -> all (fun l => filter l != 0) net ->
    packed (@net_sizes F net) q A (net_filters net) -> packing (@net_sizes F net) q m m_oo A ->
  critical net g ->
  forall r, in_tangent_space 1 (stratum_sizes q m m_oo n) (stratum_forms q m n) r -> pairing g r = 0.
Proof.
move=> ch n0 s1 nz pA /andP[/forallP cols _] /(critical_packingP prime_q g n0 s1 nz pA) /= H r.
have [v c0] := stratum_coprime n_gt0 prime_q m_le.
have ks0 : stratum_sizes q m m_oo n != [::] by rewrite -size_eq0 size_map size_enum_ord -lt0n.
move=> /(tangent_spaceP _ ch ks0 v c0)[h sh ->]; rewrite (stratum_multiple_part q m_le).
pose a l := (\sum_i A i l - \max_i A i l)%N.
have a_le l : (a l <= (n_balls m m_oo l).-1)%N.
  rewrite /a (eqP (cols l)); case: (posnP (n_balls m m_oo l)) => [->//|]; rewrite -(eqP (cols l)).
  rewrite lt0n sum_nat_eq0 => /forallPn[i]; rewrite implyTb -lt0n => Ai.
  by rewrite -subn1 leq_sub2l //; apply: leq_trans Ai _; apply: leq_bigmax.
pose b l := ((n_balls m m_oo l).-1 - a l)%N.
have -> : power_product q (fun j => (m j).-1) =
    power_product q (fun j => a (lift ord0 j)) * power_product q (fun j => b (lift ord0 j)).
  rewrite -power_productD; apply: eq_power_product => j.
  by rewrite /b subnKC ?a_le // /n_balls liftK.
rewrite -mulrA; apply: H.
have sizes : ((degree (stratum_sizes q m m_oo n)).+1 + \sum_l (n_balls m m_oo l).-1 * ball_size q l =
    (degree (filter_sizes net)).+1)%N.
  rewrite stratum_degree // addSn -big_split /= -net_sizesE degree_enum; congr _.+1.
  rewrite -(eq_bigr _ (fun i _ => packed_bin prime_q i pA)) exchange_big /=; apply: eq_bigr => l _.
  by rewrite -big_distrl /= (eqP (cols l)) -mulnDl; case: (n_balls _ _ _).
have parts : (\sum_l (n_balls m m_oo l).-1 * ball_size q l =
    \sum_l a l * ball_size q l + \sum_l b l * ball_size q l)%N.
  by rewrite -big_split; apply: eq_bigr => l _; rewrite /= -mulnDl subnKC ?a_le.
have finite : (\sum_j b (lift ord0 j) * (size (q j)).-1 <= \sum_l b l * ball_size q l)%N.
  rewrite [X in (_ <= X)%N]big_ord_recl; apply: leq_trans (leq_addl _ _).
  by apply: leq_sum => j _; rewrite /ball_size liftK.
apply: leq_trans (size_mul_leq _ _) _; rewrite size_power_product //= [X in (_ <= _ - X)%N](_ : _ = \sum_l a l * ball_size q l)%N //.
rewrite leq_subRL -sizes parts; move: sh finite; set x := (\sum_j _)%N; set y := (\sum_l b l * _)%N; set z := (\sum_l _)%N.
all: by move: (size h) x y z (degree _) => *; lia.
Qed.

End CriticalOnStratum.
