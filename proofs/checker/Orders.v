(** * Orders of products of powers

    A product of powers a_1^m_1 a_2^m_2 ... whose radical a_1 a_2 ... has simple roots only has a root
    of multiplicity m at the roots of the a_i with m_i = m, and nowhere else.  [number s k n p] is the
    number of points of the list [s] and infinity that are roots of multiplicity [k] of the form [p] of
    degree [n], [total s n p] the number of its roots there with multiplicity.  *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify.
From LCNCheck Require Import Roots.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Orders.

Variables (F : idomainType) (s : seq F).
Implicit Types (p a b : {poly F}) (k m n : nat) (x : F).

Definition number k n p : nat := ((at_infinity n p == k) + \sum_(x <- s) (\mu_x p == k))%N.

Definition total n p : nat := (at_infinity n p + \sum_(x <- s) \mu_x p)%N.

(** Orders at one point: the factor [a] has a simple root at most, and none where the rest [b] has one. *)
Lemma order_split k m (i j : nat) :
  (0 < k)%N -> (0 < m)%N -> (i <= 1)%N -> (i = 1%N -> j = 0%N) ->
  ((m * i + j == k) = (m == k) * i + (j == k) :> nat)%N.
Proof.
case: i => [|[|//]] k0 m0 _ ij; first by rewrite !muln0 !add0n.
by rewrite ij // !muln1 addn0; case: k k0 {ij} => // k _; rewrite addn0.
Qed.

Lemma number_mul k m na nb a b :
  (0 < k)%N -> (0 < m)%N -> a != 0 -> b != 0 -> (size a <= na.+1)%N -> (size b <= nb.+1)%N ->
  (at_infinity na a <= 1)%N -> (at_infinity na a = 1%N -> at_infinity nb b = 0%N) ->
  (forall x, \mu_x a <= 1)%N -> (forall x, \mu_x a = 1%N -> \mu_x b = 0%N) ->
  number k (m * na + nb) (a ^+ m * b) = ((m == k) * total na a + number k nb b)%N.
Proof.
move=> k0 m0 a0 b0 an bn ia iab mua muab; have am0 : a ^+ m != 0 by rewrite expf_neq0.
rewrite /number /total mulnDr addnACA; congr (_ + _)%N.
  by rewrite at_infinity_mul ?size_exp_degree // at_infinity_exp // order_split.
rewrite big_distrr /= -big_split /=; apply: eq_bigr => x _.
by rewrite mu_mul ?mulf_neq0 // mu_exp mulnC order_split //; apply: muab.
Qed.

Lemma number_scale k n (c : F) p : c != 0 -> number k n (c *: p) = number k n p.
Proof.
move=> c0; rewrite /number /at_infinity size_scale //; congr (_ + _)%N.
by apply: eq_bigr => x _; rewrite mu_mulC.
Qed.

(** Exponent, degree and polynomial of each factor. *)
Definition powers : Type := seq (nat * nat * {poly F}).

Definition power_product (l : powers) : {poly F} := \prod_(f <- l) f.2 ^+ f.1.1.
Definition power_degree (l : powers) : nat := (\sum_(f <- l) f.1.1 * f.1.2)%N.
Definition base_product (l : powers) : {poly F} := \prod_(f <- l) f.2.
Definition base_degree (l : powers) : nat := (\sum_(f <- l) f.1.2)%N.

Definition proper_powers (l : powers) : bool :=
  all (fun f : nat * nat * {poly F} => [&& (0 < f.1.1)%N, f.2 != 0 & (size f.2 <= f.1.2.+1)%N]) l.

Lemma base_productP l :
  proper_powers l -> base_product l != 0 /\ (size (base_product l) <= (base_degree l).+1)%N.
Proof.
rewrite /base_product /base_degree; elim: l => [|[[m na] a] l IH] /=.
  by rewrite !big_nil oner_eq0 size_poly1.
by case/andP=> /and3P[_ a0 an] /IH[r0 rn]; rewrite !big_cons mulf_neq0 // size_mul_degree.
Qed.

Lemma root_power_product l x : proper_powers l -> root (base_product l) x -> root (power_product l) x.
Proof.
rewrite /base_product /power_product; elim: l => [|[[m na] a] l IH] /=; first by rewrite !big_nil.
case/andP=> /and3P[/= m0 _ _] /IH{}IH; rewrite !big_cons /= !rootM => /orP[ra|/IH ->]; last by rewrite orbT.
by apply/orP; left; rewrite /root horner_exp expf_eq0 m0; exact: ra.
Qed.

Theorem ordersP l :
  proper_powers l -> (at_infinity (base_degree l) (base_product l) <= 1)%N ->
  (forall x, \mu_x (base_product l) <= 1)%N ->
  [/\ power_product l != 0, (size (power_product l) <= (power_degree l).+1)%N,
      (forall k, (0 < k)%N ->
         number k (power_degree l) (power_product l) = (\sum_(f <- l) (f.1.1 == k) * total f.1.2 f.2)%N) &
      (at_infinity (base_degree l) (base_product l) = 0%N -> at_infinity (power_degree l) (power_product l) = 0%N) /\
      (forall x, \mu_x (base_product l) = 0%N -> \mu_x (power_product l) = 0%N)].
Proof.
elim: l => [|[[m na] a] l IH] /=.
  rewrite /power_product /power_degree /base_degree /base_product !big_nil oner_eq0 size_poly1 => _ _ _.
  split=> // k k0; rewrite big_nil /number /at_infinity size_poly1 big1 ?addn0 => [|x _]; first by case: k k0.
  by rewrite -[1]/1%:P mu_polyC; case: k k0.
case/andP=> /and3P[/= m0 a0 an] proper; have [r0 rn] := base_productP proper.
move: (IH proper); rewrite /power_product /power_degree /base_degree /base_product !big_cons /=.
rewrite -/(power_product l) -/(power_degree l) -/(base_degree l) -/(base_product l) => {}IH.
have muE x : \mu_x (a * base_product l) = (\mu_x a + \mu_x (base_product l))%N by rewrite mu_mul ?mulf_neq0.
rewrite at_infinity_mul // => inf mu1; have mu1' x : (\mu_x a + \mu_x (base_product l) <= 1)%N by rewrite -muE.
have [b0 bn cnt [infb mub]] := IH (leq_trans (leq_addl _ _) inf) (fun x => leq_trans (leq_addl _ _) (mu1' x)).
have one_zero i j : (i + j <= 1)%N -> i = 1%N -> j = 0%N by move=> ij i1; move: ij; rewrite i1; case: j.
split; first by rewrite mulf_neq0 ?expf_neq0.
- by rewrite size_mul_degree ?size_exp_degree.
- move=> k k0; rewrite big_cons number_mul ?cnt //.
  + exact: leq_trans (leq_addr _ _) inf.
  + by move=> i1; apply: infb; apply: one_zero i1.
  + by move=> x; apply: leq_trans (leq_addr _ _) (mu1' x).
  by move=> x i1; apply: mub; apply: one_zero i1.
split=> [|x].
  move/eqP; rewrite addn_eq0 => /andP[/eqP ia /eqP /infb ib].
  by rewrite at_infinity_mul ?expf_neq0 ?size_exp_degree // at_infinity_exp // ia ib muln0.
rewrite muE => /eqP; rewrite addn_eq0 => /andP[/eqP ia /eqP /mub ib].
by rewrite mu_mul ?mulf_neq0 ?expf_neq0 // mu_exp ia ib.
Qed.

End Orders.

Definition holds_roots (F : idomainType) (p : {poly F}) (s : seq F) : Prop := forall x, root p x -> x \in s.

(** Any list of distinct points that holds all roots will do for the count. *)
Lemma number_over (F : idomainType) (s t : seq F) k n (p : {poly F}) :
  (0 < k)%N -> p != 0 -> uniq s -> uniq t -> holds_roots p s -> holds_roots p t ->
  number s k n p = number t k n p.
Proof.
move=> k0 p0 us ut ps pt; rewrite /number; congr (_ + _)%N.
have E u : (\sum_(x <- u) (\mu_x p == k) = size [seq x <- u | \mu_x p == k])%N.
  by rewrite size_filter -sum1_count [RHS]big_mkcond; apply: eq_bigr => x _; case: (_ == _).
rewrite !E; apply: perm_size; apply: uniq_perm; rewrite ?filter_uniq // => x; rewrite !mem_filter.
case: eqP => //= mk; have rx : root p x by rewrite -mu_gt0 // mk.
by rewrite ps ?pt.
Qed.

(** A polynomial that is coprime to its derivative has simple roots only. *)
Lemma coprime_derivative_simple (F : fieldType) (p : {poly F}) (x : F) :
  p != 0 -> coprimep p p^`() -> (\mu_x p <= 1)%N.
Proof.
move=> p0 cop; rewrite leqNgt; apply/negP; rewrite -root_le_mu // => /dvdpP[q pE].
have rx : root p x by rewrite pE rootM root_exp_XsubC eqxx orbT.
have := coprimep_root cop rx; rewrite pE derivM deriv_exp derivXsubC mul1r expr1 expr2.
by rewrite hornerD !hornerM hornerMn hornerXsubC subrr mul0r mul0rn !mulr0 addr0 eqxx.
Qed.
