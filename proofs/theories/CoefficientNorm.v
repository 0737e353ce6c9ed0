(** The sum of the absolute values of the coefficients, and changes of a product to the second order.

    The sum of absolute values is submultiplicative. A product of p_i + h_i is the sum of its terms of order zero, one, two and of a
    rest, which is of the third order in the largest norm of the h_i. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section CoefficientNorm.

Variable R : realFieldType.
Implicit Types (p q h : {poly R}) (ps hs : seq {poly R}) (c e : R).

Definition norm1 p : R := \sum_(i < size p) `|p`_i|.

Lemma norm1_wide n p : (size p <= n)%N -> norm1 p = \sum_(i < n) `|p`_i|.
Proof.
move=> sp; rewrite /norm1 (big_ord_widen n (fun i => `|p`_i|) sp) big_mkcond /=.
by apply: eq_bigr => i _; case: ltnP => // le; rewrite nth_default ?normr0.
Qed.

Lemma norm1_ge0 p : 0 <= norm1 p.
Proof. by apply: sumr_ge0 => i _. Qed.

Lemma norm10 : norm1 0 = 0.
Proof. by rewrite /norm1 size_poly0 big_ord0. Qed.

Lemma coef_norm1 p i : `|p`_i| <= norm1 p.
Proof.
have [lt|le] := ltnP i (size p); last by rewrite nth_default // normr0 norm1_ge0.
rewrite /norm1 (bigD1 (Ordinal lt)) //= ler_addl; exact: sumr_ge0.
Qed.

Lemma norm1D p q : norm1 (p + q) <= norm1 p + norm1 q.
Proof.
have pn := leq_maxl (size p) (size q); have qn := leq_maxr (size p) (size q).
rewrite (norm1_wide (size_add p q)) (norm1_wide pn) (norm1_wide qn) -big_split /=.
by apply: ler_sum => i _; rewrite coefD ler_norm_add.
Qed.

Lemma norm1Z c p : norm1 (c *: p) = `|c| * norm1 p.
Proof.
rewrite (norm1_wide (size_scale_leq c p)) mulr_sumr.
by apply: eq_bigr => i _; rewrite coefZ normrM.
Qed.

Lemma norm1_cons p c : norm1 (p * 'X + c%:P) = norm1 p + `|c|.
Proof.
have le : (size (p * 'X + c%:P)%R <= (size p).+1)%N.
  by rewrite -cons_poly_def size_cons_poly; case: ifP.
rewrite (norm1_wide le) big_ord_recl addrC coefD coefMX coefC /= add0r; congr (_ + _).
by apply: eq_bigr => i _; rewrite coefD coefMX coefC /= addr0.
Qed.

Lemma norm1MX p : norm1 (p * 'X) = norm1 p.
Proof. by have := norm1_cons p 0; rewrite polyC0 addr0 normr0 addr0. Qed.

Lemma norm1MXn p n : norm1 (p * 'X^n) = norm1 p.
Proof. by elim: n => [|n IH]; rewrite ?expr0 ?mulr1 // exprSr mulrA norm1MX. Qed.

Lemma norm1Xn n : norm1 'X^n = 1.
Proof. by rewrite -['X^n]mul1r norm1MXn /norm1 size_poly1 big_ord1 coef1 normr1. Qed.

Lemma norm1M p q : norm1 (p * q) <= norm1 p * norm1 q.
Proof.
elim/poly_ind: p => [|p c IH]; first by rewrite mul0r norm10 mul0r.
rewrite norm1_cons !mulrDl mulrAC mul_polyC; apply: le_trans (norm1D _ _) _.
by rewrite norm1MX norm1Z ler_add2r.
Qed.

Lemma norm1_comp_Xn p S : norm1 (p \Po 'X^S) <= norm1 p.
Proof.
elim/poly_ind: p => [|p c IH]; first by rewrite comp_poly0.
rewrite comp_polyD comp_polyM comp_polyX comp_polyC norm1_cons; apply: le_trans (norm1D _ _) _.
by rewrite norm1MXn ler_add //; have := norm1_cons 0 c; rewrite mul0r add0r norm10 add0r => ->.
Qed.

Lemma norm1_bound n p e : (size p <= n)%N -> (forall i, `|p`_i| <= e) -> norm1 p <= n%:R * e.
Proof.
move=> sp h; rewrite (norm1_wide sp); apply: (@le_trans _ _ (\sum_(i < n) e)); first by apply: ler_sum => i _.
by rewrite sumr_const card_ord mulr_natl.
Qed.

(** ** Changes of a product *)

Definition product ps : {poly R} := \prod_(p <- ps) p.

(** The p_i + h_i, and the terms of the first and of the second order in the h_i. *)
Fixpoint moved ps hs : seq {poly R} :=
  match ps, hs with p :: ps', h :: hs' => (p + h) :: moved ps' hs' | _, _ => ps end.

Fixpoint first_order ps hs : {poly R} :=
  match ps, hs with p :: ps', h :: hs' => p * first_order ps' hs' + h * product ps' | _, _ => 0 end.

Fixpoint second_order ps hs : {poly R} :=
  match ps, hs with p :: ps', h :: hs' => p * second_order ps' hs' + h * first_order ps' hs' | _, _ => 0 end.

Fixpoint higher_order ps hs : {poly R} :=
  match ps, hs with
  | p :: ps', h :: hs' => p * higher_order ps' hs' + h * second_order ps' hs' + h * higher_order ps' hs'
  | _, _ => 0
  end.

Lemma product_cons p ps : product (p :: ps) = p * product ps.
Proof. by rewrite /product big_cons. Qed.

Lemma product_moved ps hs :
  product (moved ps hs) = product ps + first_order ps hs + second_order ps hs + higher_order ps hs.
Proof.
elim: ps hs => [|p ps IH] [|h hs] /=; rewrite ?addr0 //.
rewrite !product_cons IH mulrDl !mulrDr.
set a := p * product ps; set b := p * first_order _ _; set c := p * second_order _ _; set d := p * higher_order _ _.
set x := h * product ps; set y := h * first_order _ _; set z := h * second_order _ _; set t := h * higher_order _ _.
by rewrite [LHS](AC (4*4) (1*(2*5)*(3*6)*(4*7*8))).
Qed.

(** One bound for all orders. *)
Definition weight ps : R := \prod_(p <- ps) (norm1 p + 2%:R).

Lemma weight_cons p ps : weight (p :: ps) = (norm1 p + 2%:R) * weight ps.
Proof. by rewrite /weight big_cons. Qed.

Lemma weight_ge0 ps : 0 <= weight ps.
Proof. by apply: prodr_ge0 => p _; apply: addr_ge0; rewrite ?norm1_ge0 ?ler0n. Qed.

Lemma order_bounds ps hs e : 0 <= e -> e <= 1 -> (forall h, h \in hs -> norm1 h <= e) ->
  [/\ norm1 (product ps) <= weight ps, norm1 (first_order ps hs) <= weight ps * e,
      norm1 (second_order ps hs) <= weight ps * e ^+ 2 & norm1 (higher_order ps hs) <= weight ps * e ^+ 3].
Proof.
move=> e0 e1; elim: ps hs => [|p ps IH] hs hb.
  have w1 : weight [::] = 1 by rewrite /weight big_nil.
  rewrite w1 /product big_nil /= !mul1r norm10; have := norm1Xn 0; rewrite expr0 => ->.
  by split; rewrite ?exprn_ge0.
have p0 := norm1_ge0 p; have w0 := weight_ge0 ps; have two : 0 <= (2%:R : R) by rewrite ler0n.
have wle (x : R) : 0 <= x -> x <= 2%:R -> (norm1 p + x) * weight ps <= weight (p :: ps).
  by move=> x0 x2; rewrite weight_cons ler_wpmul2r // ler_add2l.
have one2 : (1 : R) <= 2%:R by rewrite ler1n.
case: hs hb => [|h hs] hb.
  have [b0 _ _ _] := IH [::] hb.
  rewrite /= norm10 product_cons; split; rewrite ?mulr_ge0 ?exprn_ge0 ?weight_ge0 //.
  apply: le_trans (norm1M _ _) _; apply: le_trans (ler_wpmul2l p0 b0) _.
  by have := wle 0 (lexx _) two; rewrite addr0.
have hs_b g : g \in hs -> norm1 g <= e by move=> gh; apply: hb; rewrite inE gh orbT.
have [b0 b1 b2 b3] := IH _ hs_b; have he : norm1 h <= e by apply: hb; rewrite mem_head.
have bound (a b : {poly R}) (x y : R) : norm1 a <= x -> norm1 b <= y -> norm1 (a * b) <= x * y.
  by move=> ax by_; apply: le_trans (norm1M _ _) _; rewrite ler_pmul ?norm1_ge0.
have sq : 0 <= e ^+ 2 by rewrite exprn_ge0.
have cu : 0 <= e ^+ 3 by rewrite exprn_ge0.
split=> /=.
- rewrite product_cons; apply: le_trans (bound _ _ _ _ (lexx _) b0) _.
  by have := wle 0 (lexx _) two; rewrite addr0.
- apply: le_trans (norm1D _ _) _; apply: le_trans (ler_add (bound _ _ _ _ (lexx _) b1) (bound _ _ _ _ he b0)) _.
  rewrite mulrA [e * _]mulrC -mulrDl -[X in _ + X]mul1r -mulrDl ler_wpmul2r //.
  by apply: wle; rewrite ?ler01.
- apply: le_trans (norm1D _ _) _; apply: le_trans (ler_add (bound _ _ _ _ (lexx _) b2) (bound _ _ _ _ he b1)) _.
  rewrite mulrA [e * _]mulrCA -expr2 -mulrDl -[X in _ + X]mul1r -mulrDl ler_wpmul2r //.
  by apply: wle; rewrite ?ler01.
apply: le_trans (norm1D _ _) _.
apply: le_trans (ler_add (le_trans (norm1D _ _) (ler_add (bound _ _ _ _ (lexx _) b3) (bound _ _ _ _ he b2))) (bound _ _ _ _ he b3)) _.
have e3 : e * (weight ps * e ^+ 2) = weight ps * e ^+ 3 by rewrite mulrCA -exprS.
have e4 : e * (weight ps * e ^+ 3) <= weight ps * e ^+ 3 by rewrite ler_pimull // mulr_ge0.
apply: le_trans (ler_add (lexx _) e4) _; rewrite e3 mulrA -!mulrDl ler_wpmul2r //.
have := wle _ two (lexx _); by rewrite mulrDl mulr_natl mulr2n addrA -[X in _ + X + X]mul1r -!mulrDl -addrA.
Qed.

(** Multiples of the p_i and h_i. *)
Fixpoint scaled (cs : seq R) ps : seq {poly R} :=
  match cs, ps with c :: cs', p :: ps' => c *: p :: scaled cs' ps' | _, _ => ps end.

Lemma product_scaled cs ps : size cs = size ps -> product (scaled cs ps) = (\prod_(c <- cs) c) *: product ps.
Proof.
elim: cs ps => [|c cs IH] [|p ps] //= => [_|[sz]]; first by rewrite /product !big_nil scale1r.
by rewrite !product_cons IH // big_cons -scalerAl -scalerAr scalerA.
Qed.

Lemma first_order_scaled cs ps hs : size cs = size ps -> size hs = size ps ->
  first_order (scaled cs ps) (scaled cs hs) = (\prod_(c <- cs) c) *: first_order ps hs.
Proof.
elim: cs ps hs => [|c cs IH] [|p ps] [|h hs] //= => [_ _|[sc] [sh]]; first by rewrite scaler0.
by rewrite IH // product_scaled // big_cons -!scalerAl -!scalerAr !scalerA scalerDr.
Qed.

Lemma second_order_scaled cs ps hs : size cs = size ps -> size hs = size ps ->
  second_order (scaled cs ps) (scaled cs hs) = (\prod_(c <- cs) c) *: second_order ps hs.
Proof.
elim: cs ps hs => [|c cs IH] [|p ps] [|h hs] //= => [_ _|[sc] [sh]]; first by rewrite scaler0.
by rewrite IH // first_order_scaled // big_cons -!scalerAl -!scalerAr !scalerA scalerDr.
Qed.

End CoefficientNorm.
