(** * Numbers of factorizations, checked

    The layers with a given product are, up to scaling, the packings of its root pattern; those without double roots are the
    packings with numbers 0 and 1. *)

From Coq Require Import ZArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder complex zify ssrZ.
From LCNCheck Require Import Roots Integers Descartes Certificates Orders Patterns Packings Colours.
From LCN Require Import Architecture PrimeFactors Fibres FibresFactorised CompatiblePackings.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Tables and matrices *)

Section Matrices.

Variables (most L T : nat) (bs nb : 'I_T -> nat).
Implicit Types (A : 'M[nat]_(L, T)) (cap : 'I_L -> nat) (ls : seq 'I_T).

Definition column_of A l : seq nat := [seq A i l | i <- enum 'I_L].

Lemma all_enum (P : pred 'I_L) : all P (enum 'I_L) = [forall i, P i].
Proof. by apply/allP/forallP => [h i|h i _]; [apply: h; rewrite mem_enum | apply: h]. Qed.

Lemma is_table_matrix A cap ls :
  is_table most [seq (bs l, nb l) | l <- ls] [seq cap i | i <- enum 'I_L] [seq column_of A l | l <- ls] =
  [&& all (fun l => \sum_i A i l == nb l) ls, all (fun l => [forall i, A i l <= most]) ls &
      [forall i, \sum_(l <- ls) A i l * bs l == cap i]].
Proof.
elim: ls cap => [|l ls IH] cap.
  rewrite /= all_map all_enum; apply: eq_forallb => i /=.
  by rewrite big_nil.
rewrite /= !size_map eqxx all_map all_enum /= /fills /= sumnE big_map big_enum /=.
have restE : rest (bs l) (column_of A l) [seq cap i | i <- enum 'I_L] = [seq cap i - bs l * A i l | i <- enum 'I_L].
  by rewrite /rest /column_of; elim: (enum 'I_L) => //= ? ? ->.
have fitsE : fits (bs l) (column_of A l) [seq cap i | i <- enum 'I_L] = [forall i, bs l * A i l <= cap i].
  rewrite /fits /column_of all2E !size_map eqxx /= -all_enum; by elim: (enum 'I_L) => //= ? ? ->.
rewrite restE fitsE IH.
have -> : [forall i, \sum_(l <- l :: ls) A i l * bs l == cap i] =
    [forall i, bs l * A i l <= cap i] && [forall i, \sum_(l <- ls) A i l * bs l == cap i - bs l * A i l].
  apply/forallP/andP => [h|[/forallP f /forallP g] i]; last by rewrite big_cons (eqP (g i)) mulnC subnKC.
  by split; apply/forallP => i; have := h i; rewrite big_cons => /eqP <-; rewrite mulnC ?leq_addr ?addKn.
move: [forall i, _ <= cap i] [forall i, A i l <= most] [forall i, _ == _] (all _ ls) (all (fun l => [forall i, _]) ls) (_ == nb l).
by do 6!case.
Qed.

Lemma is_table_size cs caps t : is_table most cs caps t -> size t = size cs /\ all (fun a => size a == size caps) t.
Proof.
elim: cs caps t => [|c cs IH] caps [|a t] //= /and4P[sa _ _ /IH[-> h]]; split=> //.
by rewrite sa /=; move: h; rewrite size_rest ?(eqP sa).
Qed.

Definition matrix_of (t : seq (seq nat)) : 'M[nat]_(L, T) := \matrix_(i, l) nth 0 (nth [::] t l) i.

Lemma matrix_ofK t : size t = T -> all (fun a => size a == L) t ->
  [seq column_of (matrix_of t) l | l <- enum 'I_T] = t.
Proof.
move=> st /all_nthP h; apply: (@eq_from_nth _ [::]) => [|l]; rewrite size_map size_enum_ord ?st // => lT.
rewrite (nth_map (Ordinal lT)) ?size_enum_ord //.
have sl : size (nth [::] t l) = L by apply/eqP/h; rewrite st.
apply: (@eq_from_nth _ 0) => [|i]; rewrite size_map size_enum_ord ?sl // => iL.
by rewrite (nth_map (Ordinal iL)) ?size_enum_ord // mxE !nth_enum_ord.
Qed.

Lemma column_of_inj A B : [seq column_of A l | l <- enum 'I_T] = [seq column_of B l | l <- enum 'I_T] -> A = B.
Proof.
move=> e; apply/matrixP => i l; have := congr1 (fun s => nth 0 (nth [::] s l) i) e.
have sl : (l < size (enum 'I_T))%N by rewrite size_enum_ord ltn_ord.
have si : (i < size (enum 'I_L))%N by rewrite size_enum_ord ltn_ord.
by rewrite !(nth_map l _ _ sl) /column_of !(nth_map i _ _ si) !nth_ord_enum.
Qed.

End Matrices.

Local Open Scope ring_scope.

Section Orbits.

Variables (F : fieldType) (L : nat) (k : 'I_L -> nat) (t : nat) (q : 'I_t -> {poly F}) (m : 'I_t -> nat) (m_oo : nat).
Hypotheses (k_gt0 : forall i, (0 < k i)%N) (prime_q : primes q) (L_gt0 : (0 < L)%N).
Variable c : F.
Hypothesis c_neq0 : c != 0.
Let P := c *: power_product q m.
Hypothesis degree_P : (\sum_i (k i).-1).+1 = (size P + m_oo)%N.
Implicit Types (p r : {ffun 'I_L -> {poly F}}) (A B : 'M[nat]_(L, t.+1)) (b : bool).

(** No filter has a double root, real, complex or at infinity. *)
Definition no_double_roots (p : {ffun 'I_L -> {poly F}}) : Prop :=
  forall i, (k i <= (size (p i)).+1)%N /\ forall d, d ^+ 2 %| p i -> (size d <= 1)%N.

Let P0 : P != 0.
Proof. by rewrite scaler_eq0 negb_or c_neq0 power_product_neq0. Qed.

Lemma no_double_rootsP p A : packed k q A p -> compatible A <-> no_double_roots p.
Proof.
move=> pA; rewrite (compatibleP prime_q pA); split=> h i; have [h0 h1] := h i; split=> //; last first.
  by move=> j; apply/negP => /h1; rewrite leqNgt (prime_size prime_q).
move=> d dd; have [_ e] := pA i; rewrite leqNgt; apply/negP => s1.
have dq : d %| power_product q (fun j => A i (lift ord0 j)).
  by rewrite -(eqp_dvdr _ e); apply: dvdp_trans dd; rewrite expr2 dvdp_mulr.
have [b eb] := divisor_power_product prime_q dq.
have /existsP[j bj] : [exists j, 0 < b j]%N.
  apply: contraLR s1; rewrite negb_exists -leqNgt => /forallP none.
  rewrite (eqp_size eb) /power_product big1 ?size_poly1 // => j _.
  by have := none j; rewrite -eqn0Ngt => /eqP ->.
move: (h1 j) => /negP; apply; apply: dvdp_trans dd; rewrite dvdp_exp2r // (eqp_dvdr _ eb).
rewrite /power_product (bigD1 j) //= dvdp_mulr //; apply: dvdp_trans (dvdp_exp2l _ bj); exact: dvdpp.
Qed.

Definition limit b : nat := if b then 1%N else (\sum_i (k i).-1)%N.

Definition bounded b A : bool := [forall l, [forall i, A i l <= limit b]%N].

Lemma bounded_packing A b : packing k q m m_oo A -> bounded b A = (b ==> compatible A).
Proof.
case: b => /=.
  by move=> _; apply/forallP/forallP => h l; apply/forallP => i; have /forallP := h i.
move=> /andP[_ /forallP rows]; apply/forallP => l; apply/forallP => i.
rewrite /limit (bigD1 i) //= -(eqP (rows i)) (bigD1 l) //=.
apply: leq_trans (leq_addr _ _); apply: leq_trans (leq_addr _ _); rewrite leq_pmulr // /ball_size.
by case: (unlift _ _) => // j; have := prime_size prime_q j; case: (size _) => [|[]].
Qed.

Lemma size_packings b :
  size [seq A <- packings k q m m_oo | bounded b A] =
  ways (limit b) [seq (ball_size q l, n_balls m m_oo l) | l <- enum 'I_t.+1] [seq (k i).-1 | i <- enum 'I_L].
Proof.
rewrite -size_tables -(size_map (fun A => [seq column_of A l | l <- enum 'I_t.+1])).
have tE A : is_table (limit b) [seq (ball_size q l, n_balls m m_oo l) | l <- enum 'I_t.+1]
    [seq (k i).-1 | i <- enum 'I_L] [seq column_of A l | l <- enum 'I_t.+1] = packing k q m m_oo A && bounded b A.
  rewrite is_table_matrix !all_enum /packing /bounded -andbA; congr (_ && _); rewrite andbC; congr (_ && _).
  by apply: eq_forallb => i; rewrite big_enum.
apply/perm_size/uniq_perm; rewrite ?tables_uniq //.
  rewrite map_inj_uniq; first by apply: filter_uniq; exact: packings_uniq.
  by move=> A B; exact: column_of_inj.
move=> u; rewrite mem_tables; apply/mapP/idP => [[A + ->]|tab].
  by rewrite mem_filter mem_packings // tE andbC.
have [su hu] := is_table_size tab; rewrite size_map size_enum_ord in su.
rewrite size_map size_enum_ord in hu.
exists (matrix_of L t.+1 u); last by rewrite matrix_ofK.
by rewrite mem_filter mem_packings // andbC -tE matrix_ofK.
Qed.

(** The orbits, of all factorizations or of those without double roots. *)
Theorem limited_orbits b : exists s : seq {ffun 'I_L -> {poly F}},
  [/\ size s = ways (limit b) [seq (ball_size q l, n_balls m m_oo l) | l <- enum 'I_t.+1] [seq (k i).-1 | i <- enum 'I_L],
     uniq s, {in s, forall p, fibre k P p /\ (b -> no_double_roots p)} &
     forall p, fibre k P p -> (b -> no_double_roots p) -> exists! r, r \in s /\ same_orbit p r].
Proof.
pose S := [seq A <- packings k q m m_oo | bounded b A].
have good A : A \in S -> [/\ fibre k P (packed_filters q c A), packed k q A (packed_filters q c A) & b -> compatible A].
  rewrite mem_filter mem_packings // => /andP[lim pkA].
  have [] := packing_fibre k_gt0 prime_q c_neq0 L_gt0 pkA; split=> //.
  by apply/implyP; rewrite -(bounded_packing b pkA).
exists [seq packed_filters q c A | A <- S]; rewrite size_map -size_packings; split=> //.
- rewrite map_inj_in_uniq; first by apply: filter_uniq; exact: packings_uniq.
  move=> A B /good[_ pA _] /good[_ pB _] e.
  by apply: (packed_inj prime_q pA _); rewrite e.
- move=> _ /mapP[A /good[fA pA cA] ->]; split=> // bt; exact/(no_double_rootsP pA)/cA.
move=> p fp nd; have [A [[pkA pA] _]] := fibre_packing prime_q c_neq0 degree_P fp.
have inA : A \in S.
  rewrite mem_filter mem_packings // pkA andbT (bounded_packing b pkA); apply/implyP => bt.
  exact/(no_double_rootsP pA)/nd.
have [fA pA' _] := good A inA; exists (packed_filters q c A); split.
  by split; [exact: map_f | apply/(same_orbitP P0 fp fA)/(packed_eqp _ pA)].
move=> _ [/mapP[B inB ->]]; have [fB pB _] := good B inB.
move=> /(same_orbitP P0 fp fB)/(packed_eqp _ pA) pB'.
by rewrite (packed_inj prime_q pB' pB).
Qed.

End Orbits.

(** ** Computation *)

Definition limit_of (b : bool) (ks : seq nat) : nat := if b then 1%N else Architecture.degree ks.

Definition capacities (ks : seq nat) : seq nat := [seq k.-1 | k <- ks].

Definition good_sizes (ks : seq nat) : bool := (ks != [::]) && all (leq 1) ks.

Definition positive_parts (rho gamma : seq nat) : bool := all (leq 1) rho && all (leq 1) gamma.

(** The number of packings of a pattern, of those without two balls of one colour in a bin if [b]. *)
Definition pattern_packings (b : bool) (ks rho gamma : seq nat) : option N :=
  count_packings (limit_of b ks) (pattern_colours rho gamma) (capacities ks).

(** A form with its pattern as in [check_pattern], and its number of factorizations, without double roots if [b]. *)
Definition check_fibre_count (ks : seq nat) (b : bool) (count : N) (c : pattern) : bool :=
  [&& good_sizes ks, size (patterned c) == (Architecture.degree ks).+1, positive_parts (real_part c) (pair_part c),
      check_pattern c &
      if pattern_packings b ks (real_part c) (pair_part c) is Some n then N.eqb n count else false].

Definition check_not_compatible (ks rho gamma : seq nat) : bool :=
  [&& good_sizes ks, positive_parts rho gamma &
      if pattern_packings true ks rho gamma is Some n then N.eqb n N0 else false].

(** The colours 1, 2, ... are the real roots, -1, -2, ... the pairs. *)
Definition colour_names (rho gamma : seq nat) : seq Z :=
  [seq Z.of_nat i | i <- iota 1 (size rho)] ++ [seq Z.opp (Z.of_nat i) | i <- iota 1 (size gamma)].

Definition occurrences (z : Z) (bin : seq Z) : nat := seq.count (Z.eqb z) bin.

Definition bins_table (rho gamma : seq nat) (bins : seq (seq Z)) : seq (seq nat) :=
  [seq [seq occurrences z bin | bin <- bins] | z <- colour_names rho gamma].

Definition check_compatible (ks rho gamma : seq nat) (bins : seq (seq Z)) : bool :=
  [&& good_sizes ks, positive_parts rho gamma,
      all (all (fun z => has (Z.eqb z) (colour_names rho gamma))) bins &
      is_table 1 (pattern_colours rho gamma) (capacities ks) (bins_table rho gamma bins)].

(** ** Soundness *)

Section Soundness.

Variable R : rcfType.
Implicit Types (P : {poly R}) (ks rho gamma : seq nat) (b : bool).

Definition sizes_of ks (i : 'I_(size ks)) : nat := nth 0%N ks i.

(** The layers with product [P], and the same without double roots. *)
Definition factorization ks P (p : {ffun 'I_(size ks) -> {poly R}}) : Prop := fibre (@sizes_of ks) P p.

Definition simple_factorization ks P b (p : {ffun 'I_(size ks) -> {poly R}}) : Prop :=
  factorization P p /\ (b -> no_double_roots (@sizes_of ks) p).

(** There are, up to scaling, [n] factorizations of [P], or that many without double roots. *)
Definition number_of_factorizations ks P b (n : nat) : Prop :=
  exists s : seq {ffun 'I_(size ks) -> {poly R}},
    [/\ size s = n, uniq s, {in s, forall p, simple_factorization P b p} &
       forall p, simple_factorization P b p -> exists! r, r \in s /\ same_orbit p r].

Lemma ways_nonzero most cs caps : ways most cs caps = ways most [seq x <- cs | (0 < x.2)%N] caps.
Proof.
elim: cs caps => // -[s [|m]] cs IH caps; rewrite (ways_congr _ IH) //.
by rewrite ways_none.
Qed.

Theorem pattern_factorizations ks P rho gamma b : good_sizes ks -> positive_parts rho gamma ->
  has_pattern (Architecture.degree ks) P rho gamma ->
  number_of_factorizations ks P b (ways (limit_of b ks) (pattern_colours rho gamma) (capacities ks)).
Proof.
case/andP=> ks0 /all_nthP ks1 /andP[rho0 gamma0] pat; have [P0 sP _ _] := pat.
have [t [q [m [c [c0 pq m0 eP two]]]]] := real_prime_powers P0.
move: sP pat; rewrite {}eP => sP pat.
set n := Architecture.degree ks in sP pat *; set m_oo := (n.+1 - size (c *: power_product q m))%N.
have nE : n.+1 = (size (c *: power_product q m) + m_oo)%N by rewrite subnKC.
have pe := ball_colours_pattern c0 pq m0 two nE rho0 gamma0 pat.
have k0 (i : 'I_(size ks)) : (0 < sizes_of i)%N by exact: ks1.
have L0 : (0 < size ks)%N by rewrite lt0n size_eq0.
have dE : ((\sum_(i < size ks) (sizes_of i).-1).+1 = size (c *: power_product q m) + m_oo)%N by rewrite sum_degree.
have [s [ss us hs hu]] := limited_orbits k0 pq L0 c0 dE b.
have lE : limit (@sizes_of ks) b = limit_of b ks by rewrite /limit /limit_of sum_degree.
have cE : [seq (sizes_of i).-1 | i <- enum 'I_(size ks)] = capacities ks.
  apply: (@eq_from_nth _ 0%N) => [|i]; rewrite size_map size_enum_ord ?size_map // => iL.
  by rewrite (nth_map (Ordinal iL)) ?size_enum_ord // (nth_map 0%N) // /sizes_of nth_enum_ord.
exists s; split=> //.
  by rewrite ss lE cE ways_nonzero; apply: ways_perm.
by move=> p [fp nd]; exact: hu.
Qed.

(** A form has as many factorizations as claimed. *)
Theorem check_fibre_count_sound ks b n c : check_fibre_count ks b n c ->
  number_of_factorizations ks (form R (patterned c)) b (N.to_nat n).
Proof.
case/and5P=> gs /eqP sz pos pat; case E: (pattern_packings _ _ _ _) => [k|] // /N.eqb_eq <-.
rewrite (count_packingsP E); apply: pattern_factorizations => //.
by have := check_pattern_sound R pat; rewrite /Descartes.degree sz.
Qed.

(** No form with the pattern has a factorization without double roots. *)
Theorem check_not_compatible_sound ks rho gamma P : check_not_compatible ks rho gamma ->
  has_pattern (Architecture.degree ks) P rho gamma -> forall p, ~ @simple_factorization ks P true p.
Proof.
case/and3P=> gs pos; case E: (pattern_packings _ _ _ _) => [k|] // /N.eqb_eq k0 pat p fp.
have [s [ss _ _ /(_ p fp)[r [[rs _] _]]]] := pattern_factorizations true gs pos pat.
by move: rs ss; rewrite -(count_packingsP E) k0; case: s.
Qed.

(** Every form with the pattern has one. *)
Theorem check_compatible_sound ks rho gamma bins P : check_compatible ks rho gamma bins ->
  has_pattern (Architecture.degree ks) P rho gamma -> exists p, @simple_factorization ks P true p.
Proof.
case/and4P=> gs pos _ tab pat; have [s [ss _ hs _]] := pattern_factorizations true gs pos pat.
rewrite -mem_tables in tab; case: s ss hs => [|p s] /= ss hs; last by exists p; apply: hs; rewrite mem_head.
by move: tab; rewrite -size_tables /limit_of in ss *; case: (tables _ _ _) ss.
Qed.

End Soundness.
