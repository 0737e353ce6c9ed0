(** Real roots of binary forms, counted with multiplicity and with the roots
    at infinity.

    A filter of size [k] has [k] coefficients w_0, ..., w_{k-1}; its binary form
    w_0 x^{k-1} + w_1 x^{k-2} y + ... + w_{k-1} y^{k-1} has degree k - 1. In the
    chart x = 1 it is the polynomial [p] = w_0 + w_1 'X + ... + w_{k-1} 'X^{k-1}
    of size at most [k]. The point x = 0 is outside this chart: [p] != 0 has it as a
    root of multiplicity k - size p.

    - [n_real_roots p]   real roots of [p], with multiplicity;
    - [n_proj_roots k p] real points of the projective line, with multiplicity, at
      which the form of size [k] vanishes;
    - additivity over products, and parity. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyorder polyrcf complex zify.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section RealRoots.

Variable R : rcfType.
Implicit Types (p q : {poly R}) (x c : R) (k : nat).

(** The number of real roots of a polynomial, counted with multiplicity. *)
Definition n_real_roots p : nat := (\sum_(x <- rootsR p) \mu_x p)%N.

(** The number of real projective roots of a filter of size [k] with polynomial [p],
    counted with multiplicity: the finite ones and the root at infinity. *)
Definition n_proj_roots k p : nat := (k - size p + n_real_roots p)%N.

Lemma mem_rootsR p x : p != 0 -> (x \in rootsR p) = root p x.
Proof. by move=> p0; rewrite -(roots_on_rootsR p0) in_itv. Qed.

Lemma rootsR_uniq p : uniq (rootsR p).
Proof. by rewrite /rootsR uniq_roots. Qed.

(** Any duplicate-free list of points that includes the roots counts them. *)
Lemma n_real_rootsE p (s : seq R) :
    p != 0 -> uniq s -> {subset rootsR p <= s} ->
  n_real_roots p = (\sum_(x <- s) \mu_x p)%N.
Proof.
move=> p0 us sub; rewrite /n_real_roots [RHS](bigID (root p)) /= [X in (_ + X)%N]big1 ?addn0; last first.
  by move=> x; apply: muNroot.
rewrite -[RHS]big_filter; apply: perm_big; apply: uniq_perm; [exact: rootsR_uniq|exact: filter_uniq|].
move=> x; rewrite mem_filter mem_rootsR //.
case rx: (root p x) => //=; symmetry; apply: sub; by rewrite mem_rootsR.
Qed.

Lemma n_real_rootsM p q :
  p * q != 0 -> n_real_roots (p * q) = (n_real_roots p + n_real_roots q)%N.
Proof.
move=> pq0; move: (pq0); rewrite mulf_eq0 negb_or => /andP[p0 q0].
rewrite (n_real_rootsE p0 (rootsR_uniq (p * q))); last first.
  by move=> x; rewrite !mem_rootsR // rootM => ->.
rewrite (n_real_rootsE q0 (rootsR_uniq (p * q))); last first.
  by move=> x; rewrite !mem_rootsR // rootM => ->; rewrite orbT.
by rewrite -big_split /=; apply: eq_bigr => x _; rewrite mu_mul.
Qed.

Lemma n_real_rootsC c : n_real_roots c%:P = 0%N.
Proof. by rewrite /n_real_roots rootsRC big_nil. Qed.

Lemma n_real_roots_rootless p : (forall x, ~~ root p x) -> n_real_roots p = 0%N.
Proof.
move=> nr; have p0 : p != 0 by apply/eqP => p0; have := nr 0; rewrite p0 root0.
rewrite /n_real_roots big1_seq // => x /=; rewrite mem_rootsR // => rx.
by have := nr x; rewrite rx.
Qed.

Lemma n_real_roots_XsubC c : n_real_roots ('X - c%:P) = 1%N.
Proof.
rewrite (@n_real_rootsE _ [:: c]) ?polyXsubC_eq0 //; last first.
  by move=> x; rewrite mem_rootsR ?polyXsubC_eq0 // root_XsubC inE.
by rewrite big_seq1 mu_XsubC.
Qed.

Lemma n_real_roots_exp p n : p != 0 -> n_real_roots (p ^+ n) = (n * n_real_roots p)%N.
Proof.
move=> p0; elim: n => [|n IH]; first by rewrite expr0 -[1]/(1%:P) n_real_rootsC.
by rewrite exprS n_real_rootsM ?IH ?mulSn // mulf_neq0 ?expf_neq0.
Qed.

(** A real polynomial of degree at least one has a real root or a divisor of degree
    two without real roots (a pair of conjugate roots). *)
Lemma real_root_or_quadratic p : (1 < size p)%N ->
  (exists x, root p x) \/
  (exists q, [/\ size q = 3%N, forall x, ~~ root q x & q %| p]).
Proof.
move=> sp; have [z rz] : exists z, root (map_poly (real_complex R) p) z.
  by apply/closed_rootP; rewrite size_map_poly neq_ltn sp orbT.
case: z rz => a b; have [->|b0] := eqVneq b 0.
  move=> ra; left; exists a; move: ra.
  by rewrite -[(_ +i* 0)%C]/(real_complex R a) fmorph_root.
move=> rz; right; pose q : {poly R} := ('X - a%:P) ^+ 2 + (b ^+ 2)%:P.
have sq : size q = 3%N.
  rewrite /q size_addl ?size_exp_XsubC // size_polyC.
  by case: (_ != 0).
have nr x : ~~ root q x.
  rewrite rootE /q !hornerE /=; apply/eqP => e.
  have: (x - a) ^+ 2 + b ^+ 2 > 0 by rewrite ltr_paddl ?sqr_ge0 // exprn_even_gt0.
  by rewrite e ltxx.
exists q; split=> //.
have rq : root (map_poly (real_complex R) q) (a +i* b)%C.
  rewrite rootE /q rmorphD rmorphX /= rmorphB /= map_polyX !map_polyC /= !hornerE /=.
  by simpc; rewrite -expr2 addNr.
have rr : root (map_poly (real_complex R) (p %% q)) (a +i* b)%C.
  move: rz; rewrite {1}(divp_eq p q) rmorphD rmorphM !rootE hornerD hornerM /=.
  by rewrite (rootP rq) mulr0 add0r.
have sr : (size (p %% q)%R < 3)%N by rewrite -sq ltn_modp -size_poly_eq0 sq.
move: rr; rewrite /dvdp; move: (p %% q) sr => r sr rr.
have re : r = (r`_1)%:P * 'X + (r`_0)%:P.
  apply/polyP => i; rewrite coefD coefMX !coefC.
  case: i => [|[|i]] //=; rewrite ?add0r ?addr0 //.
  by rewrite nth_default // -ltnS (leq_trans sr).
move: rr; rewrite {1}re rmorphD rmorphM /= map_polyX !map_polyC /= rootE !hornerE /=.
simpc; rewrite eq_complex /= mulf_eq0 (negbTE b0) orbF => /andP[/eqP e1 /eqP e2].
by rewrite re; move: e1; rewrite e2 mul0r add0r => ->; rewrite mul0r add0r.
Qed.

(** The number of real roots has the parity of the degree, and is at most the degree. *)
Lemma n_real_roots_parity p : p != 0 ->
  odd (n_real_roots p) = odd (size p).-1 /\ (n_real_roots p <= (size p).-1)%N.
Proof.
have [n] := ubnP (size p); elim: n p => // n IH p sp p0.
have [sp1|sp1] := leqP (size p) 1.
  have [c c0 ->] : exists2 c, c != 0 & p = c%:P.
    have /size_poly1P[c c0 ->] : size p == 1%N by rewrite eqn_leq sp1 lt0n size_poly_eq0.
    by exists c.
  by rewrite n_real_rootsC size_polyC c0.
have step q d : q %| p -> size q = d.+2 -> n_real_roots q = (d == 0)%N -> (d <= 1)%N ->
    odd (n_real_roots p) = odd (size p).-1 /\ (n_real_roots p <= (size p).-1)%N.
  move=> /divpK e sq nq d1; move: p0 sp sp1; rewrite -e.
  move: (p %/ q) => r rq0; move: (rq0); rewrite mulf_eq0 negb_or => /andP[r0 q0].
  rewrite size_mul // sq n_real_rootsM // nq.
  have sr : (size r > 0)%N by rewrite lt0n size_poly_eq0.
  case: (size r) sr (IH r) => // m _ IHr; rewrite !addSn !addnS /= => sp sp1.
  have [|//|e1 le] := IHr; first by lia.
  by split; last lia; rewrite oddD e1; case: d d1 {sq sp sp1 nq le e} => [|[]] //= _; lia.
have [[x rx]|[q [sq nr dq]]] := real_root_or_quadratic sp1.
  by apply: (step ('X - x%:P) 0%N); rewrite ?dvdp_XsubCl ?size_XsubC ?n_real_roots_XsubC.
by apply: (step q 1%N); rewrite ?n_real_roots_rootless.
Qed.

Lemma n_proj_rootsM k1 k2 p q : p * q != 0 -> (size p <= k1)%N -> (size q <= k2)%N ->
  n_proj_roots (k1 + k2).-1 (p * q) = (n_proj_roots k1 p + n_proj_roots k2 q)%N.
Proof.
move=> pq0; move: (pq0); rewrite mulf_eq0 negb_or => /andP[p0 q0] sp sq.
rewrite /n_proj_roots n_real_rootsM // size_mul //.
have sp0 : (size p > 0)%N by rewrite lt0n size_poly_eq0.
have sq0 : (size q > 0)%N by rewrite lt0n size_poly_eq0.
move: (size p) (size q) (n_real_roots p) (n_real_roots q) sp sq sp0 sq0 => a b c d.
by lia.
Qed.

(** The number of real projective roots has the parity of the degree [k - 1], and is at most [k - 1]. *)
Lemma n_proj_roots_parity k p : p != 0 -> (size p <= k)%N ->
  odd (n_proj_roots k p) = odd k.-1.
Proof.
move=> p0 sp; rewrite /n_proj_roots oddD (proj1 (n_real_roots_parity p0)) -oddD.
have sp0 : (size p > 0)%N by rewrite lt0n size_poly_eq0.
by congr odd; move: (size p) sp sp0 => a; lia.
Qed.

Lemma n_proj_roots_le k p : p != 0 -> (size p <= k)%N -> (n_proj_roots k p <= k.-1)%N.
Proof.
move=> p0 sp; rewrite /n_proj_roots; have := proj2 (n_real_roots_parity p0).
have sp0 : (size p > 0)%N by rewrite lt0n size_poly_eq0.
by move: (size p) (n_real_roots p) sp sp0 => a b; lia.
Qed.

End RealRoots.
