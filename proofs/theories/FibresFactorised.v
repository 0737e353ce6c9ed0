(** The fibres of the composition over a field in which polynomials factor: real closed and algebraically closed fields.

    There the theorems of [Fibres] hold for every form that is not zero: the fibre over it consists of finitely many orbits. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf zify.
From LCN Require Import RealRoots Factorisation Architecture PrimeFactors Fibres.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Factorised.

Variable F : fieldType.
Implicit Types (P f : {poly F}) (ks : seq nat).

(** The product of a list of irreducible polynomials, as a constant times powers of primes. *)
Lemma prime_powers (fs : seq {poly F}) : {in fs, forall f, irreducible_poly f} ->
  exists t (q : 'I_t -> {poly F}) m c,
    [/\ c != 0, primes q, forall j, (0 < m j)%N & \prod_(f <- fs) f = c *: power_product q m].
Proof.
move=> irr; pose N f := (lead_coef f)^-1 *: f.
have f0 f : f \in fs -> lead_coef f != 0.
  by move=> ff; rewrite lead_coef_eq0; exact/irredp_neq0/irr.
pose gs := map N fs; pose us := undup gs.
exists (size us), (tnth (in_tuple us)), (fun j => count_mem (tnth (in_tuple us) j) gs), (\prod_(f <- fs) lead_coef f).
have us_gs j : tnth (in_tuple us) j \in gs by rewrite -mem_undup mem_tnth.
split.
- by rewrite prodf_seq_neq0; apply/allP => f ff; rewrite /= f0.
- split=> [j|i j].
    have /mapP[f ff ->] := us_gs j; have [s1 h] := irr f ff.
    have eN : N f %= f by rewrite eqp_scale // invr_eq0 f0.
    split=> [|d sd]; first by rewrite (eqp_size eN).
    by rewrite (eqp_dvdr _ eN) => /(h _ sd) e; apply: eqp_trans e _; rewrite eqp_sym.
  apply: contra => e; rewrite -val_eqE /= -(nth_uniq 0 _ _ (undup_uniq gs)) // -!(tnth_nth 0 (in_tuple us)).
  rewrite -eqp_monic //.
    by have /mapP[f ff ->] := us_gs i; rewrite monicE lead_coefZ mulVf ?f0.
  by have /mapP[f ff ->] := us_gs j; rewrite monicE lead_coefZ mulVf ?f0.
- by move=> j; rewrite -has_count; apply/hasP; exists (tnth (in_tuple us) j) => /=.
rewrite /power_product -(big_tnth _ _ us xpredT (fun u => u ^+ count_mem u gs)) prodr_undup_exp_count big_map.
rewrite -scaler_prod; apply: eq_big_seq => f ff.
by rewrite scalerA divff ?scale1r ?f0.
Qed.

(** The filters of a network of filter sizes [ks] with end-to-end form [P]. *)
Definition network_fibre ks P (p : {ffun 'I_(size ks) -> {poly F}}) : Prop := fibre (fun i => nth 0%N ks i) P p.

(** A form is representable if its fibre is not empty. *)
Lemma representable_fibre ks P : representable ks P <-> exists p, @network_fibre ks P p.
Proof.
split=> [[ps]|[p [sp eP]]].
  rewrite all2E => /andP[/eqP sps /allP sz] <-.
  exists [ffun i : 'I_(size ks) => nth 0 ps i]; split=> [i|].
    by rewrite ffunE; apply: (sz (nth 0 ps i, nth 0%N ks i)); rewrite -nth_zip // mem_nth // size_zip sps minnn.
  by rewrite (big_nth 0) big_mkord sps; apply: eq_bigr => i _; rewrite ffunE.
exists [seq p i | i <- enum 'I_(size ks)]; last by rewrite big_map -eP big_enum.
have se : size [seq p i | i <- enum 'I_(size ks)] = size ks by rewrite size_map size_enum_ord.
rewrite all2E se eqxx; apply/(all_nthP (0, 0%N)) => i; rewrite size_zip se minnn => ik.
rewrite nth_zip //= (nth_map (Ordinal ik)) ?size_enum_ord //.
by have := sp (nth (Ordinal ik) (enum 'I_(size ks)) i); rewrite nth_enum_ord.
Qed.

Lemma sum_degree ks : (\sum_(i < size ks) (nth 0%N ks i).-1)%N = degree ks.
Proof. by rewrite /degree sumnE big_map (big_nth 0%N) big_mkord. Qed.

(** A form is representable exactly if the balls of its factors, those at infinity included, can be packed into bins of the
    sizes k_i - 1. *)
Theorem representable_packingP ks t (q : 'I_t -> {poly F}) m c :
    ks != [::] -> all (leq 1) ks -> c != 0 -> primes q -> (size (c *: power_product q m) <= (degree ks).+1)%N ->
  representable ks (c *: power_product q m) <->
  exists A, packing (fun i : 'I_(size ks) => nth 0%N ks i) q m ((degree ks).+1 - size (c *: power_product q m)) A.
Proof.
move=> ks0 /all_nthP ks1 c0 pq sP; apply: (iff_trans (representable_fibre _ _)).
apply: fibre_nonemptyP => //; first by move=> i; exact: ks1.
  by rewrite subnKC // sum_degree.
by rewrite lt0n size_eq0.
Qed.

(** Over a field in which [P] factors: the fibre over [P] consists of finitely many orbits of the torus. *)
Lemma factorised_fibre_finite ks P t (q : 'I_t -> {poly F}) m c :
    ks != [::] -> all (leq 1) ks -> (size P <= (degree ks).+1)%N ->
    c != 0 -> primes q -> P = c *: power_product q m ->
  exists s : seq {ffun 'I_(size ks) -> {poly F}},
    [/\ uniq s, {in s, forall p, network_fibre P p} &
       forall p, network_fibre P p -> exists! r, r \in s /\ same_orbit p r].
Proof.
move=> ks0 /all_nthP ks1 sP c0 pq eP; move: sP; rewrite eP => sP.
have k_gt0 (i : 'I_(size ks)) : (0 < nth 0 ks i)%N by exact: ks1.
have [|||s [_ us fs' h]] := @fibre_orbits _ _ _ _ q m ((degree ks).+1 - size (c *: power_product q m)) k_gt0 pq c.
- by [].
- by rewrite subnKC // sum_degree.
- by rewrite lt0n size_eq0.
by exists s.
Qed.

End Factorised.

Section Fields.

(** The irreducible real polynomials: linear, or quadratic without real roots. *)
Lemma real_irreducible (R : rcfType) (f : {poly R}) :
  irreducible_poly f -> size f = 2%N \/ (size f = 3%N /\ forall x, ~~ root f x).
Proof.
move=> [s1 h]; have [[x rx]|[d [sd nr df]]] := real_root_or_quadratic s1.
  have e : 'X - x%:P %= f by apply: h; rewrite ?size_XsubC // dvdp_XsubCl.
  by left; rewrite -(eqp_size e) size_XsubC.
have e : d %= f by apply: h; rewrite ?sd.
by right; rewrite -(eqp_size e); split=> // x; rewrite -(eqp_root e).
Qed.

(** Every real form that is not zero is of the sort considered in [Fibres]: its balls have the sizes 1, one colour for
    each real root, and 2, one for each pair of conjugate roots. *)
Theorem real_prime_powers (R : rcfType) (P : {poly R}) : P != 0 ->
  exists t (q : 'I_t -> {poly R}) m c,
    [/\ c != 0, primes q, forall j, (0 < m j)%N, P = c *: power_product q m &
       forall j, size (q j) = 2%N \/ (size (q j) = 3%N /\ forall x, ~~ root (q j) x)].
Proof.
move=> P0; have [a [xs [qs [a0 eP _ hqs _]]]] := real_factorisation P0.
have [|t [q [m [c [c0 pq m0 e]]]]] := @prime_powers _ ([seq 'X - x%:P | x <- xs] ++ qs).
  move=> f; rewrite mem_cat => /orP[/mapP[x _ ->]|/hqs[sf nr]]; first exact: irredp_XsubC.
  by apply: cubic_irreducible => //; rewrite sf.
exists t, q, m, (a * c); split=> //; first by rewrite mulf_neq0.
  by rewrite eP -scalerA -e big_cat big_map.
by move=> j; apply/real_irreducible; have [irr _] := pq.
Qed.

(** The number of orbits is finite over a real closed field. *)
Theorem real_fibre_finite (R : rcfType) ks (P : {poly R}) :
    ks != [::] -> all (leq 1) ks -> P != 0 -> (size P <= (degree ks).+1)%N ->
  exists s : seq {ffun 'I_(size ks) -> {poly R}},
    [/\ uniq s, {in s, forall p, network_fibre P p} &
       forall p, network_fibre P p -> exists! r, r \in s /\ same_orbit p r].
Proof.
move=> ks0 ks1 P0 sP; have [t [q [m [c [c0 pq _ eP _]]]]] := real_prime_powers P0.
exact: factorised_fibre_finite eP.
Qed.

(** The same over an algebraically closed field. *)
Theorem closed_fibre_finite (F : closedFieldType) ks (P : {poly F}) :
    ks != [::] -> all (leq 1) ks -> P != 0 -> (size P <= (degree ks).+1)%N ->
  exists s : seq {ffun 'I_(size ks) -> {poly F}},
    [/\ uniq s, {in s, forall p, network_fibre P p} &
       forall p, network_fibre P p -> exists! r, r \in s /\ same_orbit p r].
Proof.
move=> ks0 ks1 P0 sP; have [xs eP] := closed_field_poly_normal P.
have [|t [q [m [c [c0 pq _ e]]]]] := @prime_powers _ [seq 'X - x%:P | x <- xs].
  by move=> f /mapP[x _ ->]; exact: irredp_XsubC.
apply: (factorised_fibre_finite (c := lead_coef P * c) (q := q) (m := m)) => //.
  by rewrite mulf_neq0 ?lead_coef_eq0.
by rewrite -scalerA -e big_map.
Qed.

End Fields.
