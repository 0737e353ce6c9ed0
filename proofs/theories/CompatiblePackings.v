(** Critical points and compatible packings, stride one.

    For filters packed according to A the greatest common divisor of the P / P_i has q_j with the multiplicity
    m_j - max_i a_(i,j). A packing is compatible if no bin holds two balls of one colour: if no filter has a
    double root. Then that greatest common divisor is prod_j q_j^(m_j - 1), the same for all of them: whether a point over P
    is critical depends on P alone. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import Architecture PrimeFactors Fibres FibresFactorised Network TangentImageLayers Gradient CriticalPoints.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section CofactorGcd.

Variables (F : fieldType) (t : nat) (q : 'I_t -> {poly F}).
Hypothesis prime_q : primes q.
Implicit Types (a b : 'I_t -> nat).

Lemma coprimep_powers (p : {poly F}) b : (forall j, (0 < b j)%N -> coprimep p (q j)) -> coprimep p (power_product q b).
Proof.
move=> h; apply: (big_ind (fun r => coprimep p r)) => [|r s|j _]; first exact: coprimep1.
  by rewrite coprimepMr => -> ->.
by case: (b j) (h j) => [_|n /(_ isT)]; [rewrite coprimep1 | apply: coprimep_expr].
Qed.

(** The greatest common divisor has the smaller exponents. *)
Lemma gcdp_power_product a b :
  gcdp (power_product q a) (power_product q b) %= power_product q (fun j => minn (a j) (b j)).
Proof.
pose c j := minn (a j) (b j).
have split d : (forall j, c j <= d j)%N -> power_product q d = power_product q c * power_product q (fun j => d j - c j)%N.
  by move=> h; rewrite -power_productD; apply: eq_power_product => j; rewrite subnKC.
rewrite (split a) => [|j]; last exact: geq_minl.
rewrite (split b) => [|j]; last exact: geq_minr.
rewrite -(eqp_ltrans (mulp_gcdr _ _ _)).
rewrite -[X in _ %= X]mulr1; apply: eqp_mull; rewrite gcdp_eqp1.
apply: coprimep_powers => j bj; rewrite coprimep_sym; apply: coprimep_powers => i ai.
apply: primes_coprime => //; apply: contraTneq ai => <-; move: bj; rewrite /c.
by move: (a j) (b j) => x y; clear; lia.
Qed.

Variables (L : nat) (k : 'I_L -> nat) (p : {ffun 'I_L -> {poly F}}) (A : 'M[nat]_(L, t.+1)).
Hypothesis packed_p : packed k q A p.
Implicit Types (s : seq 'I_L).

Let e (i : 'I_L) (j : 'I_t) : nat := A i (lift ord0 j).

Lemma prod_packed s : \prod_(i <- s) p i %= power_product q (fun j => \sum_(i <- s) e i j)%N.
Proof.
elim: s => [|i s IH].
  by rewrite big_nil /power_product big1 ?eqpxx // => j _; rewrite big_nil.
rewrite big_cons (eq_power_product _ (b := fun j => (e i j + \sum_(i <- s) e i j)%N)) => [|j]; last first.
  by rewrite big_cons.
rewrite power_productD; have [_ ei] := packed_p i.
exact: eqp_trans (eqp_mulr _ ei) (eqp_mull _ IH).
Qed.

Lemma bigmax_le_sum s (f : 'I_L -> nat) : (\max_(i <- s) f i <= \sum_(i <- s) f i)%N.
Proof. by elim: s => [|i s IH]; rewrite ?big_nil // !big_cons geq_max leq_addr (leq_trans IH) // leq_addl. Qed.

Lemma cofactor_gcd_packed s : s != [::] ->
  cofactor_gcd [seq p i | i <- s] %= power_product q (fun j => \sum_(i <- s) e i j - \max_(i <- s) e i j)%N.
Proof.
elim: s => // i [_ _|i' s IH _].
  rewrite /= big_nil mulr0 gcdp0 /power_product big1 ?eqpxx // => j _.
  by rewrite !big_seq1 subnn.
have -> : cofactor_gcd [seq p i | i <- i :: i' :: s] =
    gcdp (\prod_(q <- [seq p i | i <- i' :: s]) q) (p i * cofactor_gcd [seq p i | i <- i' :: s]) by [].
rewrite big_map; have [_ ei] := packed_p i.
have e2 := eqp_trans (eqp_mulr _ ei) (eqp_mull _ (IH isT)).
apply: (eqp_trans (eqp_gcd (prod_packed _) e2)); rewrite -power_productD.
apply: (eqp_trans (gcdp_power_product _ _)).
rewrite (eq_power_product _ (b := fun j => (\sum_(i <- i :: i' :: s) e i j - \max_(i <- i :: i' :: s) e i j)%N)) ?eqpxx // => j.
rewrite ![in RHS](big_cons _ _ i) -/(e i j).
have := bigmax_le_sum (i' :: s) (e^~ j); move: (\sum_(i <- i' :: s) e i j)%N (\max_(i <- i' :: s) e i j)%N (e i j).
by move=> x y z; clear; lia.
Qed.

Lemma order_sum_packed s :
  order_sum [seq k i | i <- s] [seq p i | i <- s] = (\sum_(i <- s) A i ord0)%N.
Proof.
elim: s => [|i s IH] /=; first by rewrite big_nil.
by rewrite big_cons IH; have [-> _] := packed_p i; rewrite addKn.
Qed.

Lemma order_max_packed s :
  order_max [seq k i | i <- s] [seq p i | i <- s] = (\max_(i <- s) A i ord0)%N.
Proof.
elim: s => [|i s IH] /=; first by rewrite big_nil.
by rewrite big_cons IH; have [-> _] := packed_p i; rewrite addKn.
Qed.

End CofactorGcd.

Section Compatible.

Variables (F : fieldType) (t : nat) (q : 'I_t -> {poly F}).
Hypothesis prime_q : primes q.

(** No bin holds two balls of one colour. *)
Definition compatible L (A : 'M[nat]_(L, t.+1)) : bool := [forall i, forall l, A i l <= 1]%N.

(** The filters of a compatible packing have no double roots, at infinity either, and no multiple factors. *)
Theorem compatibleP L (k : 'I_L -> nat) p (A : 'M[nat]_(L, t.+1)) : packed k q A p ->
  compatible A <-> forall i, (k i <= (size (p i)).+1)%N /\ forall j, ~~ (q j ^+ 2 %| p i).
Proof.
move=> pA; have dvdE i j n : (q j ^+ n %| p i) = (n <= A i (lift ord0 j))%N.
  have [_ e] := pA i; rewrite (eqp_dvdr _ e); apply/idP/idP => [/(prime_exp_dvdp prime_q)//|le].
  rewrite /power_product (bigD1 j) //=; apply: dvdp_mulr; exact: dvdp_exp2l.
have kE i : (k i <= (size (p i)).+1)%N = (A i ord0 <= 1)%N.
  by have [-> _] := pA i; rewrite -[(size (p i)).+1]addn1 leq_add2l.
split=> [/forallP H i|H].
  have /forallP h := H i; split=> [|j]; first by rewrite kE h.
  by rewrite dvdE -ltnNge ltnS h.
apply/forallP => i; apply/forallP => l; have [h0 h] := H i.
case: (unliftP ord0 l) => [j ->|->]; last by rewrite -kE.
by have := h j; rewrite dvdE -ltnNge ltnS.
Qed.

Lemma compatible_max L (A : 'M[nat]_(L, t.+1)) l : compatible A ->
  (\sum_i A i l - \max_i A i l = (\sum_i A i l).-1)%N.
Proof.
move=> /forallP H; have h i : (A i l <= 1)%N by have /forallP := H i.
have max1 : (\max_i A i l <= 1)%N by apply/bigmax_leqP => i _.
have [/eqP s0|] := boolP (\sum_i A i l == 0)%N; first by rewrite s0.
rewrite sum_nat_eq0 negb_forall => /existsP[i ai]; have : (0 < \max_i A i l)%N.
  by apply: leq_trans (leq_bigmax i); rewrite lt0n.
by case: (\max_i A i l)%N max1 => [|[]] //; rewrite subn1.
Qed.

Variable N : nat.
Implicit Types (net : seq (layer F)) (g : 'rV[F]_N).

(** The filters and their sizes, as functions of the layer. *)
Definition net_filters net : {ffun 'I_(size net) -> {poly F}} := [ffun i : 'I_(size net) => nth 0 (filter_forms net) i].

Definition net_sizes net (i : 'I_(size net)) : nat := nth 0%N (filter_sizes net) i.

Lemma net_filtersE net : [seq net_filters net i | i <- enum 'I_(size net)] = filter_forms net.
Proof.
apply: (@eq_from_nth _ 0) => [|i]; rewrite [size (map _ _)]size_map -cardE card_ord ?size_map // => lt.
by rewrite (nth_map (Ordinal lt)) ?size_enum_ord // ffunE nth_enum_ord.
Qed.

Lemma net_sizesE net : [seq net_sizes i | i <- enum 'I_(size net)] = filter_sizes net.
Proof.
apply: (@eq_from_nth _ 0%N) => [|i]; rewrite [size (map _ _)]size_map -cardE card_ord ?size_map // => lt.
by rewrite (nth_map (Ordinal lt)) ?size_enum_ord // /net_sizes nth_enum_ord.
Qed.

(** Critical points over P, by packings: the gradient at P is orthogonal to the multiples of the product of the factors
    with the multiplicities m_j - max_i a_(i,j). *)
Theorem critical_packingP net g (A : 'M[nat]_(size net, t.+1)) :
    (0 < size net)%N -> stride_one net -> all (fun l => filter l != 0) net ->
    packed (@net_sizes net) q A (net_filters net) ->
  let a l := (\sum_i A i l - \max_i A i l)%N in
  critical net g <->
  forall h : {poly F}, (size h <= (degree (filter_sizes net)).+1 - \sum_l a l * ball_size q l)%N ->
    pairing g (power_product q (fun j => a (lift ord0 j)) * h) = 0.
Proof.
move=> n0 s1 nz pA a; apply: (iff_trans (critical_pointP g n0 s1 nz)).
have en : enum 'I_(size net) != [::] by rewrite -size_eq0 size_enum_ord -lt0n.
have := cofactor_gcd_packed prime_q pA en; rewrite net_filtersE => e.
have {}e : cofactor_gcd (filter_forms net) %= power_product q (fun j => a (lift ord0 j)).
  by apply: eqp_trans e _; rewrite (eq_power_product q (b := fun j => a (lift ord0 j))) ?eqpxx // => j; rewrite /a !big_enum.
have -> : n_cofactor_roots (filter_sizes net) (filter_forms net) = (\sum_l a l * ball_size q l)%N.
  rewrite /n_cofactor_roots (eqp_size e) size_power_product // -net_sizesE -net_filtersE.
  rewrite (order_sum_packed pA) (order_max_packed pA) !big_enum big_ord_recl addnC /ball_size unlift_none muln1.
  by congr (_ + _)%N; apply: eq_bigr => j _; rewrite liftK.
have /eqpf_eq[x x0 ->] := e; split=> H h sh.
  have := H (x^-1 *: h); rewrite size_scale ?invr_eq0 // => /(_ sh).
  by rewrite -scalerAl -scalerAr scalerA divff // scale1r.
by rewrite -scalerAl scalerAr H // size_scale.
Qed.

(** With a compatible packing: the product of the factors with the multiplicities m_j - 1. *)
Theorem critical_compatibleP net g (A : 'M[nat]_(size net, t.+1)) m m_oo :
    (0 < size net)%N -> stride_one net -> all (fun l => filter l != 0) net ->
    packed (@net_sizes net) q A (net_filters net) -> packing (@net_sizes net) q m m_oo A -> compatible A ->
  critical net g <->
  forall h : {poly F}, (size h <= (degree (filter_sizes net)).+1 - \sum_l (n_balls m m_oo l).-1 * ball_size q l)%N ->
    pairing g (power_product q (fun j => (m j).-1) * h) = 0.
Proof.
move=> n0 s1 nz pA /andP[/forallP cols _] cA; apply: (iff_trans (critical_packingP g n0 s1 nz pA)) => /=.
have aE l : (\sum_i A i l - \max_i A i l = (n_balls m m_oo l).-1)%N.
  by rewrite compatible_max // (eqP (cols l)).
under eq_bigr do rewrite aE.
rewrite (eq_power_product q (b := fun j => (m j).-1)) // => j.
by rewrite aE /n_balls liftK.
Qed.

(** So any two points over P with compatible packings are critical together. *)
Corollary critical_compatible_eq net net' g (A : 'M[nat]_(size net, t.+1)) (A' : 'M[nat]_(size net', t.+1)) m m_oo :
    filter_sizes net = filter_sizes net' -> (0 < size net)%N -> stride_one net -> stride_one net' ->
    all (fun l => filter l != 0) net -> all (fun l => filter l != 0) net' ->
    packed (@net_sizes net) q A (net_filters net) -> packing (@net_sizes net) q m m_oo A -> compatible A ->
    packed (@net_sizes net') q A' (net_filters net') -> packing (@net_sizes net') q m m_oo A' -> compatible A' ->
  critical net g <-> critical net' g.
Proof.
move=> e n0 s1 s1' nz nz' pA kA cA pA' kA' cA'.
have n0' : (0 < size net')%N by move: n0; rewrite -!(size_map (@filter_size F)) -!/(filter_sizes _) e.
apply: (iff_trans (critical_compatibleP g n0 s1 nz pA kA cA)); rewrite e.
exact: iff_sym (critical_compatibleP g n0' s1' nz' pA' kA' cA').
Qed.

End Compatible.
