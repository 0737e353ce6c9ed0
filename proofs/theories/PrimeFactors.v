(** Divisors of a product of powers of pairwise non-associate irreducible polynomials, over any field.

    [power_product q a] is the product of the q_j^(a_j). Its divisors are, up to constants, the products of this sort with
    smaller exponents, and its exponents are unique. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section PrimeFactors.

Variable F : fieldType.
Implicit Types (p r : {poly F}) (t : nat).

Lemma irreducible_coprimep p r : irreducible_poly p -> coprimep p r = ~~ (p %| r).
Proof.
move=> irr; apply/idP/idP => [cop|]; last first.
  apply: contraR; rewrite /coprimep => /irr /(_ (dvdp_gcdl _ _)) e.
  by rewrite -(eqp_dvdl _ e) dvdp_gcdr.
apply/negP => pr; have [s1 _] := irr; move: cop; rewrite coprimep_def.
by rewrite (eqp_size (dvdp_gcd_idl pr)) gtn_eqF.
Qed.

Definition power_product t (q : 'I_t -> {poly F}) (a : 'I_t -> nat) : {poly F} := \prod_j q j ^+ a j.

(** Irreducible and pairwise non-associate. *)
Definition primes t (q : 'I_t -> {poly F}) : Prop :=
  (forall j, irreducible_poly (q j)) /\ (forall i j, i != j -> ~~ (q i %= q j)).

Section Exponents.

Variables (t : nat) (q : 'I_t -> {poly F}).
Hypothesis prime_q : primes q.
Implicit Types (a b : 'I_t -> nat).

Lemma prime_neq0 j : q j != 0.
Proof. exact/irredp_neq0/(proj1 prime_q). Qed.

Lemma prime_size j : (1 < size (q j))%N.
Proof. by have [] := proj1 prime_q j. Qed.

Lemma primes_coprime i j : i != j -> coprimep (q i) (q j).
Proof.
move=> ij; rewrite irreducible_coprimep; last exact: (proj1 prime_q).
apply: contra (proj2 prime_q _ _ ij) => d; apply: (proj1 prime_q j) => //.
by rewrite gtn_eqF ?prime_size.
Qed.

Lemma eq_power_product a b : a =1 b -> power_product q a = power_product q b.
Proof. by move=> e; apply: eq_bigr => j _; rewrite e. Qed.

Lemma power_product_neq0 a : power_product q a != 0.
Proof. by apply/prodf_neq0 => j _; rewrite expf_neq0 ?prime_neq0. Qed.

Lemma power_productD a b : power_product q (fun j => a j + b j)%N = power_product q a * power_product q b.
Proof. by rewrite /power_product -big_split; apply: eq_bigr => j _; rewrite exprD. Qed.

Lemma power_productX a n : power_product q a ^+ n = power_product q (fun j => a j * n)%N.
Proof. by rewrite /power_product -prodrXl; apply: eq_bigr => j _; rewrite exprM. Qed.

Lemma power_product_sum L (a : 'I_L -> 'I_t -> nat) :
  \prod_i power_product q (a i) = power_product q (fun j => \sum_i a i j)%N.
Proof.
by rewrite /power_product exchange_big; apply: eq_bigr => j _; rewrite prodrXr.
Qed.

Lemma size_power_product a : size (power_product q a) = (\sum_j a j * (size (q j)).-1).+1.
Proof.
rewrite /power_product size_prod => [|j _]; last by rewrite expf_neq0 ?prime_neq0.
rewrite (eq_bigr (fun j => (a j * (size (q j)).-1) + 1))%N => [|j _]; last first.
  by rewrite addn1 -[LHS]prednK ?size_poly_gt0 ?expf_neq0 ?prime_neq0 // size_exp mulnC.
by rewrite big_split /= sum1_card -addSn addnK.
Qed.

Lemma prime_exp_dvdp j n b : q j ^+ n %| power_product q b -> (n <= b j)%N.
Proof.
rewrite /power_product (bigD1 j) //= Gauss_dvdpl ?dvdp_Pexp2l ?prime_size //.
apply: coprimep_expl; apply: (big_ind (fun r => coprimep (q j) r)) => [|r s|i ij]; first exact: coprimep1.
  by rewrite coprimepMr => -> ->.
by apply: coprimep_expr; rewrite primes_coprime // eq_sym.
Qed.

(** The exponents are unique. *)
Lemma power_product_inj a b : power_product q a %= power_product q b -> a =1 b.
Proof.
have half c d : power_product q c %| power_product q d -> forall j, (c j <= d j)%N.
  by move=> dv j; apply: prime_exp_dvdp; apply: dvdp_trans dv; rewrite /power_product (bigD1 j) //= dvdp_mulr.
by move=> /andP[ab ba] j; apply/eqP; rewrite eqn_leq !half.
Qed.

(** The divisors are products of powers. *)
Lemma divisor_power_product p a : p %| power_product q a -> exists b : {ffun 'I_t -> nat}, p %= power_product q b.
Proof.
have [n] := ubnP (size p); elim: n p => // n IH p sp dp.
have p0 : p != 0 by apply: contraTneq dp => ->; rewrite dvd0p power_product_neq0.
have [/existsP[j dj]|/existsPn none] := boolP [exists j, q j %| p]; last first.
  exists [ffun=> 0%N]; rewrite /power_product big1 => [|j _]; last by rewrite ffunE.
  rewrite -size_poly_eq1 -coprimepp; apply: coprimep_dvdl dp _.
  apply: (big_ind (fun r => coprimep p r)) => [|r s|j _]; first exact: coprimep1.
    by rewrite coprimepMr => -> ->.
  by apply: coprimep_expr; rewrite coprimep_sym irreducible_coprimep ?none //; exact: (proj1 prime_q).
have /divpK := dj; move: (p %/ q j) => r e; move: p0; rewrite -e mulf_eq0 negb_or => /andP[r0 _].
have [||b eb] := IH r; first 1 last.
- by apply: dvdp_trans dp; rewrite -e dvdp_mulr.
- exists [ffun i => b i + (i == j)]%N.
  rewrite (eq_power_product (b := fun i => (b i + (i == j))%N)) => [|i]; last by rewrite ffunE.
  rewrite power_productD.
  have -> : power_product q (fun i => (i == j) : nat) = q j.
    rewrite /power_product (bigD1 j) //= eqxx big1 ?mulr1 // => i /negbTE ->; exact: expr0.
  exact: eqp_mulr.
move: sp; rewrite -e size_mul ?prime_neq0 //; have := prime_size j.
have : (0 < size r)%N by rewrite size_poly_gt0.
by move: (size r) (size (q j)) => x y; clear; lia.
Qed.

End Exponents.

End PrimeFactors.
