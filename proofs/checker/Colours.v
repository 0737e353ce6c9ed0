(** * The colours of a form

    The root pattern of a real form says how often each irreducible factor divides it: its balls are, in some order, those of the
    pattern.  So fibres over all forms with one pattern have the same packings. *)

From Coq Require Import ZArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder complex zify ssrZ.
From LCNCheck Require Import Roots Orders Patterns Packings.
From LCN Require Import Architecture PrimeFactors Fibres FibresFactorised CompatiblePackings.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** The colours of a pattern: real roots have balls of size 1, pairs of size 2. *)
Definition pattern_colours (rho gamma : seq nat) : seq colour := [seq (1%N, r) | r <- rho] ++ [seq (2%N, g) | g <- gamma].

Section Squarefree.

Variable F : fieldType.

Lemma coprimep_deriv_mul (p q : {poly F}) : coprimep p p^`() -> coprimep q q^`() -> coprimep p q ->
  coprimep (p * q) (p * q)^`().
Proof.
move=> pp qq pq; rewrite derivM coprimepMl; apply/andP; split.
  by rewrite addrC [p * _]mulrC coprimep_addl_mul coprimepMr pp pq.
by rewrite coprimep_addl_mul coprimepMr qq coprimep_sym pq.
Qed.

Lemma coprimep_deriv_prod (I : Type) (r : seq I) (q : I -> {poly F}) :
  (forall i, coprimep (q i) (q i)^`()) -> pairwise (fun i j => coprimep (q i) (q j)) r ->
  coprimep (\prod_(i <- r) q i) (\prod_(i <- r) q i)^`().
Proof.
move=> h; elim: r => [|i r IH] /=; first by rewrite big_nil coprime1p.
case/andP=> ir /IH c; rewrite big_cons coprimep_deriv_mul //.
elim: r ir {IH c} => [|j r IH] /=; first by rewrite big_nil coprimep1.
by case/andP=> ij /IH c; rewrite big_cons coprimepMr ij.
Qed.

End Squarefree.

Section Colours.

Variable R : rcfType.
Implicit Types (P : {poly R}) (rho gamma ks : seq nat).

Lemma irreducible_coprimep_deriv (p : {poly R}) : irreducible_poly p -> coprimep p p^`().
Proof.
move=> irr; rewrite irreducible_coprimep //; have [s1 _] := irr.
have p0 : p != 0 by rewrite -size_poly_gt0 (ltn_trans _ s1).
by rewrite gtNdvdp ?lt_size_deriv // -size_poly_gt0 size_deriv; case: (size p) s1 => [|[]].
Qed.

Section Primes.

Variables (t : nat) (q : 'I_t -> {poly R}) (m : 'I_t -> nat) (m_oo n : nat) (c : R).
Hypotheses (c0 : c != 0) (prime_q : primes q) (m0 : forall j, (0 < m j)%N).
Hypothesis two : forall j, size (q j) = 2%N \/ (size (q j) = 3%N /\ forall x, ~~ root (q j) x).

Let P := c *: power_product q m.

Hypothesis nP : n.+1 = (size P + m_oo)%N.

(** The factor of a colour; that of infinity is 1, of degree one. *)
Let factor (l : 'I_t.+1) : {poly R} := if unlift ord0 l is Some j then q j else 1.

Let used := [seq l <- enum 'I_t.+1 | (0 < n_balls m m_oo l)%N].

Let pw : powers R := [seq (n_balls m m_oo l, ball_size q l, factor l) | l <- used].

(** The balls: sizes and numbers. *)
Definition ball_colours : seq colour := [seq (ball_size q l, n_balls m m_oo l) | l <- enum 'I_t.+1].

Lemma factor_size l : size (factor l) = (if unlift ord0 l is Some j then size (q j) else 1%N).
Proof. by rewrite /factor; case: (unlift _ _) => // ; rewrite size_poly1. Qed.

Lemma factor_neq0 l : factor l != 0.
Proof.
by rewrite /factor; case: (unlift _ _) => [j|]; rewrite ?oner_eq0 // (prime_neq0 prime_q).
Qed.

Lemma proper_pw : proper_powers pw.
Proof.
apply/allP => x /mapP[l lu ->] /=; move: lu; rewrite mem_filter => /andP[n0 _].
rewrite n0 factor_neq0 factor_size /ball_size /=; case: (unlift _ _) => [j|] //.
by rewrite leqSpred.
Qed.

Lemma big_used (T : Type) (idx : T) (op : Monoid.com_law idx) (F : 'I_t.+1 -> T) :
  (forall l, n_balls m m_oo l = 0%N -> F l = idx) -> \big[op/idx]_(l <- used) F l = \big[op/idx]_l F l.
Proof.
move=> h; rewrite /used big_filter big_enum_cond /= big_mkcond; apply: eq_bigr => l _.
by case: ltnP => //; rewrite leqn0 => /eqP/h ->.
Qed.

Lemma pw_product : Orders.power_product pw = power_product q m.
Proof.
rewrite /Orders.power_product big_map /= big_used => [|l ->]; last by rewrite expr0.
rewrite big_ord_recl /factor unlift_none expr1n /= mul1r; apply: eq_bigr => j _.
by rewrite /n_balls liftK.
Qed.

Lemma pw_degree : power_degree pw = n.
Proof.
rewrite /power_degree big_map /= big_used => [|l ->]; last by rewrite mul0n.
rewrite big_ord_recl /n_balls /ball_size unlift_none muln1.
rewrite (eq_bigr (fun j => m j * (size (q j)).-1)%N) => [|j _]; last by rewrite liftK.
by move: nP; rewrite /P size_scale // size_power_product // addSn => -[->]; rewrite addnC.
Qed.

Lemma pw_base : base_product pw = \prod_j q j.
Proof.
rewrite /base_product big_map /= /used big_filter big_enum_cond /= big_mkcond big_ord_recl.
rewrite {1}/factor unlift_none; have -> : (if (0 < n_balls m m_oo ord0)%N then 1 else 1 : {poly R}) = 1 by case: ifP.
rewrite /= mul1r; apply: eq_bigr => j _; by rewrite /n_balls /factor liftK m0.
Qed.

Lemma pw_base_degree : (base_degree pw = (0 < m_oo)%N + (size (base_product pw)).-1)%N.
Proof.
rewrite pw_base.
have -> : \prod_j q j = power_product q (fun=> 1%N).
  by apply: eq_bigr => j _; rewrite expr1.
rewrite size_power_product //= /base_degree big_map /= /used big_filter big_enum_cond /= big_mkcond big_ord_recl.
rewrite /n_balls /ball_size unlift_none /=; congr (_ + _)%N.
by apply: eq_bigr => j _; rewrite liftK m0 mul1n.
Qed.

Lemma base_coprime : coprimep (base_product pw) (base_product pw)^`().
Proof.
rewrite pw_base -big_enum /=; apply: coprimep_deriv_prod => [j|].
  by apply: irreducible_coprimep_deriv; case: prime_q.
have : uniq (enum 'I_t) := enum_uniq _.
rewrite uniq_pairwise; apply: sub_pairwise => i j; exact: primes_coprime.
Qed.

Lemma base_infinity : (at_infinity (base_degree pw) (base_product pw) <= 1)%N.
Proof. by rewrite /at_infinity pw_base_degree addnK; case: (0 < m_oo)%N. Qed.

Lemma P_neq0 : P != 0.
Proof. by rewrite scaler_eq0 negb_or c0 power_product_neq0. Qed.

Lemma root_factor l (x : R) : (0 < n_balls m m_oo l)%N -> root (factor l) x -> root P x.
Proof.
move=> nl rx; rewrite rootZ //; rewrite -pw_product; apply: root_power_product proper_pw _.
rewrite /base_product big_map /=.
have lu : l \in used by rewrite mem_filter nl mem_enum.
have uu : uniq used by rewrite filter_uniq ?enum_uniq.
by rewrite (bigD1_seq l lu uu) /= rootM rx.
Qed.

Lemma count_real_balls k : (0 < k)%N ->
  nmult k n P = (\sum_l (n_balls m m_oo l == k) * (ball_size q l == 1))%N.
Proof.
move=> k0; have r0 : base_product pw != 0 by have [] := base_productP proper_pw.
have [pp0 _ cnt _] := @ordersP _ (rootsR P) _ proper_pw base_infinity
  (fun x => coprime_derivative_simple x r0 base_coprime).
have PE : number (rootsR P) k n P = number (rootsR P) k (power_degree pw) (Orders.power_product pw).
  by rewrite pw_degree pw_product number_scale.
rewrite /nmult PE cnt // big_map /= big_used => [|l ->]; last first.
  by rewrite eq_sym (gtn_eqF k0).
apply: eq_bigr => l _; case: (n_balls m m_oo l =P k) => [nl|] //; rewrite !mul1n.
have lP (x : R) : root (factor l) x -> x \in rootsR P by move=> rx; rewrite mem_rootsR ?P_neq0 // (root_factor _ rx) // nl.
rewrite /total -(nroots_over xpredT (factor_neq0 l) (uniq_rootsR _)) => [|x]; last first.
  by rewrite mem_rootsR ?factor_neq0 //; apply: lP.
rewrite /at_infinity factor_size /ball_size /factor; case: (unlift _ _) => [j|]; last by rewrite nroots_const.
case: (two j) => [s2|[s3 nr]]; last first.
  rewrite s3 /= subnn add0n; apply/eqP; rewrite -leqn0 leqNgt; apply/negP => /nroots_gt0[x _ rx].
  by move: (nr x); rewrite rx.
rewrite s2 /= subnn add0n; have [irr _] := prime_q; have [x rx] := poly2_root s2.
have e : 'X - x%:P %= q j by apply: (irr j).2; rewrite ?size_XsubC // dvdp_XsubCl.
have /eqpf_eq[y y0 ->] : q j %= 'X - x%:P by rewrite eqp_sym.
by rewrite nroots_scale // nroots_linear.
Qed.

Local Notation C := [closedFieldType of R[i]].
Local Notation toC := (map_poly (real_complex R)).

Lemma count_complex_balls k : (0 < k)%N ->
  cmult k n (toC P : {poly C}) = (\sum_l (n_balls m m_oo l == k) * ball_size q l)%N.
Proof.
move=> k0; have r0 : base_product pw != 0 by have [] := base_productP proper_pw.
have [cpE cnE crE crnE] := complex_powersE pw; have cproper := proper_complex_powers proper_pw.
set cl := complex_powers pw in cpE cnE crE crnE cproper.
have cr0 : base_product cl != 0 by rewrite crE map_poly_eq0.
have ccop : coprimep (base_product cl) (base_product cl)^`() by rewrite crE deriv_map coprimep_map base_coprime.
have cinf : (at_infinity (base_degree cl) (base_product cl) <= 1)%N.
  by rewrite crE crnE /at_infinity size_map_poly; exact: base_infinity.
have [cpp0 _ cnt _] := @ordersP _ (croots (toC P)) _ cproper cinf
  (fun x => coprime_derivative_simple x cr0 ccop).
have cc0 : real_complex R c != 0 by rewrite fmorph_eq0.
have PE : toC P = real_complex R c *: Orders.power_product cl by rewrite cpE pw_product /P map_polyZ.
have P0 : toC P != 0 by rewrite map_poly_eq0 P_neq0.
have {}PE' : number (croots (toC P)) k n (toC P) = number (croots (toC P)) k (power_degree cl) (Orders.power_product cl).
  by rewrite cnE pw_degree {2}PE number_scale.
rewrite /cmult PE' cnt // /cl /complex_powers /pw !big_map /= big_used => [|l ->]; last first.
  by rewrite eq_sym (gtn_eqF k0).
apply: eq_bigr => l _; case: (n_balls m m_oo l =P k) => [nl|] //; rewrite !mul1n.
rewrite total_complex ?map_poly_eq0 ?factor_neq0 ?undup_uniq ?size_map_poly //.
  by rewrite factor_size /ball_size; case: (unlift _ _) => // j; exact: leqSpred.
move=> x rx; apply: mem_croots => //; have : Orders.power_product cl != 0 by [].
rewrite PE rootZ // => _; apply: root_power_product => //.
rewrite /base_product /cl /complex_powers /pw !big_map /= /used.
have lu : l \in used by rewrite mem_filter nl k0 mem_enum.
have uu : uniq used by rewrite filter_uniq ?enum_uniq.
by rewrite (bigD1_seq l lu uu) /= rootM rx.
Qed.

(** The balls are those of the pattern. *)
Lemma ball_colours_pattern rho gamma : all (leq 1) rho -> all (leq 1) gamma -> has_pattern n P rho gamma ->
  perm_eq [seq x <- ball_colours | (0 < x.2)%N] (pattern_colours rho gamma).
Proof.
move=> rho0 gamma0 [_ _ hr hc]; apply/allP => -[s k] _; apply/eqP.
rewrite count_filter /pattern_colours count_cat /ball_colours count_map -sum1_count big_mkcond big_enum /= !count_map.
have notin (x : nat) (l : seq nat) : all (leq 1) l -> x = 0%N -> count_mem x l = 0%N.
  by move=> l0 ->; apply/count_memPn/negP => /(allP l0).
have cE b (l : seq nat) : count (preim (fun r : nat => (b, r)) (pred1 (s, k))) l = ((s == b) * count_mem k l)%N.
  elim: l => [|x l IH] /=; first by rewrite muln0.
  by rewrite IH mulnDr -pair_eqE /pair_eq /= [b == s]eq_sym; case: (s == b); rewrite ?mul1n ?mul0n.
rewrite !cE; have [k0|k0] := posnP k.
  rewrite !(notin k) // !muln0 big1 // => l _; rewrite -pair_eqE /pair_eq /= k0.
  by case: (n_balls m m_oo l) => [|?]; rewrite /= ?andbF.
have sE l : ((ball_size q l == 1) + (ball_size q l == 2).*2 = ball_size q l)%N.
  rewrite /ball_size; case: (unlift _ _) => // j; by case: (two j) => [->|[-> _]].
have R1 := hr k k0; rewrite count_real_balls // in R1.
have C1 := hc k k0; rewrite count_complex_balls // -R1 in C1.
have C2 : (\sum_l (n_balls m m_oo l == k) * (ball_size q l == 2))%N = count_mem k gamma.
  apply/eqP; rewrite -(inj_eq double_inj) -(eqn_add2l (\sum_l (n_balls m m_oo l == k) * (ball_size q l == 1))%N) -C1.
  rewrite -mul2n big_distrr /= -big_split /=; apply/eqP; apply: eq_bigr => l _.
  by rewrite -{3}(sE l) mulnDr mulnCA mul2n.
rewrite -R1 -C2 !big_distrr /= -big_split /=.
apply: eq_bigr => l _; rewrite -pair_eqE /pair_eq /=.
have := sE l; case: (n_balls m m_oo l =P k) => [->|_]; rewrite ?andbF ?andbT ?mul0n ?muln0 // k0 andbT !mul1n => e.
have [->|->] : ball_size q l = 1%N \/ ball_size q l = 2%N; first last.
- by case: (s) => [|[|[|?]]].
- by case: (s) => [|[|[|?]]].
rewrite /ball_size; case: (unlift _ _) => [j|]; last by left.
by case: (two j) => [->|[-> _]]; [left | right].
Qed.

End Primes.

End Colours.
