(** The factorisation of a real polynomial into linear and irreducible quadratic
    factors. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyorder polyrcf zify.
From LCN Require Import RealRoots.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Factorisation.

Variable R : rcfType.
Implicit Types (p q : {poly R}) (x c : R).

(** Every non-zero real polynomial is a constant times linear polynomials 'X - x, as
    many as it has real roots with multiplicity, times polynomials of degree two without real roots. *)
Theorem real_factorisation p : p != 0 ->
  exists c (xs : seq R) (qs : seq {poly R}),
    [/\ c != 0,
        p = c *: (\prod_(x <- xs) ('X - x%:P) * \prod_(q <- qs) q),
        size xs = n_real_roots p,
        {in qs, forall q, size q = 3%N /\ forall x, ~~ root q x} &
        (size p).-1 = (size xs + 2 * size qs)%N].
Proof.
have [n] := ubnP (size p); elim: n p => // n IH p sp p0.
have [sp1|sp1] := leqP (size p) 1.
  have /size_poly1P[c c0 ->] : size p == 1%N by rewrite eqn_leq sp1 lt0n size_poly_eq0.
  exists c, [::], [::]; rewrite !big_nil mulr1 alg_polyC n_real_rootsC size_polyC c0.
  by split.
have [[x rx]|[q [sq nr dq]]] := real_root_or_quadratic sp1.
  have := rx; rewrite -dvdp_XsubCl => /divpK e; move: p0 sp; rewrite -e.
  move: (p %/ _) => r rq0; move: (rq0); rewrite mulf_eq0 negb_or => /andP[r0 q0].
  rewrite size_mul ?polyXsubC_eq0 // size_XsubC addn2 /= => sr.
  have [//|//|c [xs [qs [c0 er sxs hqs deg]]]] := IH r.
  exists c, (x :: xs), qs; split=> //.
  - by rewrite big_cons {1}er -scalerAl; congr (_ *: _); rewrite [LHS]mulrC mulrA.
  - by rewrite n_real_rootsM // n_real_roots_XsubC addn1 -sxs.
  - by rewrite -(prednK (_ : 0 < size r)%N) ?lt0n ?size_poly_eq0 // deg.
have /divpK e := dq; move: p0 sp; rewrite -e.
move: (p %/ q) => r rq0; move: (rq0); rewrite mulf_eq0 negb_or => /andP[r0 q0].
rewrite size_mul // sq addn3 /= => sr.
have [|//|c [xs [qs [c0 er sxs hqs deg]]]] := IH r; first exact: ltnW.
exists c, xs, (q :: qs); split=> //.
- by rewrite big_cons {1}er -scalerAl; congr (_ *: _); rewrite [LHS]mulrC mulrCA.
- by rewrite n_real_rootsM // (n_real_roots_rootless nr) addn0.
- by move=> q'; rewrite inE => /predU1P[->|/hqs].
- by rewrite -(prednK (_ : 0 < size r)%N) ?lt0n ?size_poly_eq0 // deg /= mulnS; lia.
Qed.

End Factorisation.
