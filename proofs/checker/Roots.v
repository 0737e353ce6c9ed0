(** * Real roots of a form on the projective line, counted with multiplicity

    A binary form of degree [n] is given by its dehomogenisation [p], a polynomial of degree at
    most [n]; its multiplicity at infinity is [n - deg p].
    - [nroots D p]: the number of roots of [p] in [D], with multiplicity;
    - [at_infinity n p]: the multiplicity at infinity;
    - [proots n p]: the number of roots on the projective line, with multiplicity.  *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section AtInfinity.

Variable F : idomainType.
Implicit Types (p q : {poly F}) (m n : nat).

Definition at_infinity n p : nat := (n - (size p).-1)%N.

Lemma at_infinity_mul m n p q :
  p != 0 -> q != 0 -> (size p <= m.+1)%N -> (size q <= n.+1)%N ->
  at_infinity (m + n) (p * q) = (at_infinity m p + at_infinity n q)%N.
Proof.
rewrite /at_infinity -!size_poly_gt0 => p0 q0; rewrite size_mul -?size_poly_gt0 //.
move: (size p) (size q) p0 q0 => [|a] [|b] // _ _; lia.
Qed.

Lemma size_mul_degree m n p q :
  (size p <= m.+1)%N -> (size q <= n.+1)%N -> (size (p * q)%R <= (m + n).+1)%N.
Proof.
move=> pm qn; apply: leq_trans (size_mul_leq _ _) _; rewrite -subn1 leq_subLR add1n -addSn -addnS.
exact: leq_add.
Qed.

Lemma size_exp_degree m n p : (size p <= m.+1)%N -> (size (p ^+ n) <= (n * m).+1)%N.
Proof.
move=> pm; apply: leq_trans (size_exp_leq p n) _; rewrite ltnS mulnC leq_mul2l.
by apply/orP; right; case: (size p) pm.
Qed.

Lemma at_infinity_exp m n p :
  p != 0 -> (size p <= m.+1)%N -> at_infinity (n * m) (p ^+ n) = (n * at_infinity m p)%N.
Proof.
move=> p0 pm; elim: n => [|n IH]; first by rewrite expr0 /at_infinity size_poly1 mul0n.
by rewrite exprS !mulSn at_infinity_mul ?expf_neq0 ?size_exp_degree // IH.
Qed.

End AtInfinity.

Section Roots.

Variable R : rcfType.
Implicit Types (x y : R) (p q : {poly R}) (D E : pred R) (n : nat).

Definition nroots D p : nat := (\sum_(x <- rootsR p | D x) \mu_x p)%N.

Definition proots n p : nat := (at_infinity n p + nroots xpredT p)%N.

Lemma mem_rootsR p x : p != 0 -> (x \in rootsR p) = root p x.
Proof. by move=> p0; rewrite -(roots_on_rootsR p0) in_itv. Qed.

Lemma uniq_rootsR p : uniq (rootsR p).
Proof. exact: uniq_roots. Qed.

(** Any list of distinct numbers that holds all roots will do for the count. *)
Lemma nroots_over s D p :
  p != 0 -> uniq s -> {subset rootsR p <= s} -> nroots D p = (\sum_(x <- s | D x) \mu_x p)%N.
Proof.
move=> p0 us sub; rewrite [RHS](bigID (mem (rootsR p))) /= [X in (_ + X)%N]big1 ?addn0; last first.
  by move=> x /andP[_]; rewrite mem_rootsR // => /muNroot.
rewrite /nroots -big_filter -[RHS]big_filter; apply: perm_big.
apply: uniq_perm; rewrite ?filter_uniq ?uniq_rootsR // => x; rewrite !mem_filter.
by case: (D x) => //=; case rx: (x \in rootsR p) => //=; rewrite sub.
Qed.

Lemma nroots_mul D p q : p * q != 0 -> nroots D (p * q) = (nroots D p + nroots D q)%N.
Proof.
move=> pq0; have [p0 q0] : p != 0 /\ q != 0 by move: pq0; rewrite mulf_eq0 negb_or => /andP.
rewrite (@nroots_over (rootsR (p * q)) D p) ?uniq_rootsR //; last first.
  by move=> x; rewrite !mem_rootsR // rootM => ->.
rewrite (@nroots_over (rootsR (p * q)) D q) ?uniq_rootsR //; last first.
  by move=> x; rewrite !mem_rootsR // rootM orbC => ->.
by rewrite -big_split /=; apply: eq_bigr => x _; rewrite mu_mul.
Qed.

Lemma nroots_linear D x : nroots D ('X - x%:P) = D x.
Proof.
rewrite (@nroots_over [:: x]) ?polyXsubC_eq0 //; last first.
  by move=> y; rewrite mem_rootsR ?polyXsubC_eq0 // root_XsubC inE.
by rewrite big_mkcond big_seq1 mu_XsubC; case: (D x).
Qed.

Lemma nroots0 D : nroots D 0 = 0%N.
Proof. by rewrite /nroots rootsR0 big_nil. Qed.

Lemma nroots_const D c : nroots D c%:P = 0%N.
Proof. by rewrite /nroots rootsRC big_nil. Qed.

Lemma nroots_scale D c p : c != 0 -> nroots D (c *: p) = nroots D p.
Proof.
move=> c0; have [->|p0] := eqVneq p 0; first by rewrite scaler0.
by rewrite -mul_polyC nroots_mul ?nroots_const // mul_polyC scaler_eq0 negb_or c0.
Qed.

(** A root in [D] if there is any, and the other factor has one less. *)
Lemma nroots_gt0 D p : (0 < nroots D p)%N -> exists2 x, D x & root p x.
Proof.
have [->|p0] := eqVneq p 0; first by rewrite nroots0.
case: (pickP (fun i : 'I_(size (rootsR p)) => D (rootsR p)`_i)) => [i Di _|none].
  by exists (rootsR p)`_i => //; rewrite -mem_rootsR // mem_nth.
rewrite /nroots big_seq_cond big_pred0 // => x; apply/negP => /andP[/(nthP 0)[i ip <-]].
by have := none (Ordinal ip) => /= ->.
Qed.

Lemma nroots_peel D p k :
  p != 0 -> nroots D p = k.+1 -> exists x q, [/\ D x, q != 0, p = ('X - x%:P) * q & nroots D q = k].
Proof.
move=> p0 pk; have /nroots_gt0[x Dx /factor_theorem[q pE]] : (0 < nroots D p)%N by rewrite pk.
exists x, q; move: p0 pk; rewrite pE mulrC => p0; rewrite nroots_mul // nroots_linear Dx.
by case=> qk; split=> //; apply: contraNneq p0 => ->; rewrite mulr0.
Qed.

Lemma nroots_sub D E p : (forall x, D x -> E x) -> (nroots D p <= nroots E p)%N.
Proof.
move=> DE; rewrite /nroots [X in (_ <= X)%N](bigID D) /=.
rewrite [X in (_ <= X + _)%N](eq_bigl D) ?leq_addr // => x.
by apply/andb_idl/DE.
Qed.

Lemma nroots_split D E p :
  nroots D p = (nroots (fun x => D x && E x) p + nroots (fun x => D x && ~~ E x) p)%N.
Proof. exact: bigID. Qed.

Lemma mu_nroots D x p : D x -> p != 0 -> (\mu_x p <= nroots D p)%N.
Proof.
move=> Dx p0; have [rx|/muNroot-> //] := boolP (root p x).
by rewrite /nroots big_mkcond (bigD1_seq x) ?uniq_rootsR ?mem_rootsR //= Dx leq_addr.
Qed.

(** The number of roots of a product of forms. *)
Lemma proots_mul m n p q :
  p != 0 -> q != 0 -> (size p <= m.+1)%N -> (size q <= n.+1)%N ->
  proots (m + n) (p * q) = (proots m p + proots n q)%N.
Proof.
move=> p0 q0 pm qn; rewrite /proots at_infinity_mul // nroots_mul ?mulf_neq0 //.
by rewrite addnACA.
Qed.

Lemma proots_exp m n p :
  p != 0 -> (size p <= m.+1)%N -> proots (n * m) (p ^+ n) = (n * proots m p)%N.
Proof.
move=> p0 pm; elim: n => [|n IH].
  by rewrite expr0 mul0n /proots /at_infinity size_poly1 -[1]/1%:P nroots_const.
by rewrite exprS mulSn proots_mul ?expf_neq0 ?size_exp_degree // IH mulSn.
Qed.

Lemma proots_scale n c p : c != 0 -> proots n (c *: p) = proots n p.
Proof. by move=> c0; rewrite /proots /at_infinity size_scale // nroots_scale. Qed.

End Roots.
