(** The polyphase criterion for larger strides.

    A form of an architecture has, for every layer i, a divisor in (x^{S_i}, y^{S_i}) of degree
    sum over j >= i of (k_j - 1) S_j / S_i in x^{S_i}. This is necessary over every field and
    sufficient over an algebraically closed one. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import Architecture ConvMatrix Levels Polyphase.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

(** For every layer i of [l], D_{S_i}(p) has at least the degree that the layers i, i + 1, ... need. *)
Definition polyphase_criterion (F : fieldType) (l : seq (nat * nat)) (p : {poly F}) : Prop :=
  forall l1 k S l2, l = l1 ++ (k, S) :: l2 ->
  (level_degree ((k, S) :: l2) %/ S <= common_degree S (level_degree l) p)%N.

(** The strides divide each other: S_i divides S_j for i < j. *)
Definition divisor_chain (l : seq (nat * nat)) : bool :=
  all (leq 1) (unzip2 l) && pairwise dvdn (unzip2 l).

Lemma divisor_chain_rcons l k S : divisor_chain (rcons l (k, S)) =
  [&& divisor_chain l, (0 < S)%N & all (dvdn^~ S) (unzip2 l)].
Proof.
rewrite /divisor_chain /unzip2 map_rcons all_rcons pairwise_rcons /=.
by case: (0 < S)%N; case: (all _ _); case: (all _ _); case: (pairwise _ _).
Qed.

Lemma divisor_chain_levels S a : (0 < S)%N -> all (leq 1) (unzip2 a) -> divisor_chain (levels S a).
Proof.
have div T T' b : (T %| T')%N -> all (dvdn T) (unzip2 (levels T' b)).
  elim: b T' => //= -[k s] b IH T' d /=; rewrite d /=.
  by apply: IH; rewrite dvdn_mulr.
move=> S0; elim: a S S0 => //= -[k s] a IH S S0 /= /andP[s0 a0].
have := IH (S * s)%N; rewrite muln_gt0 S0 s0 /divisor_chain /= => /(_ isT a0)/andP[-> ->].
rewrite S0 !andbT; apply/allP => T /(allP (div _ _ a (dvdnn (S * s)))); apply: dvdn_trans.
exact: dvdn_mulr.
Qed.

Lemma level_degree_dvdn S l : all (dvdn S) (unzip2 l) -> (S %| level_degree l)%N.
Proof.
elim: l => [|[k T] l IH] /=; rewrite /level_degree /= ?dvdn0 // => /andP[d /IH dl].
by rewrite dvdn_add // dvdn_mull.
Qed.

Section Necessary.

Variable F : fieldType.
Implicit Types (p q : {poly F}) (l : seq (nat * nat)).

Lemma comp_XnM p S T : (p \Po 'X^S) \Po 'X^T = p \Po 'X^(T * S).
Proof. by rewrite -comp_polyA rmorphX /= comp_polyX exprM. Qed.

(** The product of the layers i, i + 1, ... is a form in (x^{S_i}, y^{S_i}). *)
Lemma level_representable_comp S l p : (0 < S)%N -> all (leq 1) (unzip1 l) ->
    all (dvdn S) (unzip2 l) -> level_representable l p ->
  exists2 q : {poly F}, (size q <= (level_degree l %/ S).+1)%N & p = q \Po 'X^S.
Proof.
move=> S0; elim: l p => [|[k T] l IH] p /=.
  by move=> _ _ /level_representable_nil ->; exists 1; rewrite ?size_poly1 // comp_polyC.
move=> /andP[k1 l1] /andP[/dvdnP[t eT] dl] /level_representable_cons[p1 [p2 [s1 /(IH _ l1 dl)[q2 s2 ->] ->]]].
exists ((p1 \Po 'X^t) * q2); last by rewrite comp_polyM comp_XnM mulnC -eT.
have := level_degree_dvdn dl; rewrite /level_degree /= -/(level_degree l) => d.
rewrite divnDr // eT mulnA mulnK //; apply: leq_trans (size_mul_leq _ _) _.
have : (size (p1 \Po 'X^t) <= (k.-1 * t).+1)%N.
  apply: leq_trans (size_comp_Xn _ _) _; rewrite ltnS leq_mul2r; apply/orP; right.
  by move: (size p1) s1 => b; lia.
by move: (size (p1 \Po _)) (size q2) (_ %/ S)%N s2 => a b c; clear; lia.
Qed.

(** Necessity, over every field. *)
Theorem polyphase_necessary l p : all (leq 1) (unzip1 l) -> divisor_chain l -> p != 0 ->
  level_representable l p -> polyphase_criterion l p.
Proof.
move=> l1 ch p0 r a k S b e; move: l1 ch r; rewrite e /divisor_chain /unzip1 /unzip2 !map_cat !all_cat /=.
rewrite pairwise_cat /= => /and3P[a1 k1 b1] /andP[/and3P[a2 S0 b2] /and4P[_ _ chb _]].
move=> /level_representable_cat[p1 [p2 [r1 r2 ep]]].
have dS : all (dvdn S) (unzip2 ((k, S) :: b)) by rewrite /= dvdnn.
have kb1 : all (leq 1) (unzip1 ((k, S) :: b)) by rewrite /= k1.
have [q sq eq] := level_representable_comp S0 kb1 dS r2.
have s1 := level_representable_size a1 r1.
move: p0; rewrite ep eq => p12; move: (p12); rewrite mulf_eq0 negb_or => /andP[p1_0 qS].
have q0 : q != 0 by apply: contraNneq qS => ->; rewrite comp_poly0.
have dE := level_degree_dvdn dS.
rewrite level_degree_cat addnC -{2}(divnK dE) mulnC [p1 * _]mulrC common_degreeM //.
exact: leq_addr.
Qed.

End Necessary.

Section Sufficient.

Variable C : closedFieldType.
Implicit Types (p q d : {poly C}) (l : seq (nat * nat)).

(** Over an algebraically closed field a polynomial has divisors of all smaller degrees. *)
Lemma divisor_of_degree d m : d != 0 ->
  exists2 q : {poly C}, q %| d & size q = (minn m (size d).-1).+1.
Proof.
move=> d0; have [r e] := closed_field_poly_normal d.
have sd : (size d).-1 = size r.
  by rewrite e size_scale ?lead_coef_eq0 // size_prod_XsubC.
exists (\prod_(z <- take m r) ('X - z%:P)); last by rewrite size_prod_XsubC size_take_min sd.
by rewrite e dvdpZr ?lead_coef_eq0 // -[r in X in _ %| X](cat_take_drop m) big_cat dvdp_mulIl.
Qed.

Lemma polyphase_sufficient_scaled l p : all (leq 1) (unzip1 l) -> divisor_chain l -> p != 0 ->
    (size p <= (level_degree l).+1)%N -> polyphase_criterion l p ->
  exists c q, p = c *: q /\ level_representable l q.
Proof.
elim/last_ind: l p => [|l [k S] IH] p.
  move=> _ _ p0 sp _; exists p`_0, 1; split; last exact/level_representable_nil.
  by rewrite alg_polyC; apply: size1_polyC.
rewrite divisor_chain_rcons {1}/unzip1 map_rcons all_rcons => /andP[/= k1 l1] /and3P[ch S0 dS] p0 sp crit.
have := crit l k S [::]; rewrite cats1 => /(_ erefl).
rewrite {1}/level_degree /= addn0 mulnK // /common_degree.
have g0 := polyphase_gcd_neq0 S0 p0; have [q dq sq] := divisor_of_degree k.-1 g0.
move: dq; rewrite -comp_Xn_dvdp // => /divpK; rewrite mulrC; move: (p %/ _) => r er m_le.
have r0 : r != 0 by apply: contraNneq p0 => r0; rewrite -er r0 mulr0.
have q0 : q != 0 by rewrite -size_poly_gt0 sq.
have qS0 : q \Po 'X^S != 0 by rewrite comp_poly_eq0 // size_polyXn.
have sqS : size (q \Po 'X^S) = (S * (size q).-1).+1.
  by rewrite -[LHS]prednK ?size_poly_gt0 // size_comp_poly size_polyXn /= mulnC.
have sr : (size r <= (level_degree l).+1)%N.
  have spE : size p = ((S * (size q).-1).+1 + size r).-1 by rewrite -er size_mul // sqS.
  move: m_le sp; rewrite level_degree_rcons spE sq /=.
  have r_gt0 : (0 < size r)%N by rewrite size_poly_gt0.
  move: (size r) r_gt0 (level_degree l) (size (polyphase_gcd _ _)).-1 k.-1 => x x0 n g m.
  rewrite [(S * _)%N]mulnC /minn; case: ltnP => [_ _|gm].
    by move: (m * S)%N => A; clear; lia.
  rewrite -leq_subLR leq_divRL // mulnBl; have : (g * S <= m * S)%N by rewrite leq_mul2r gm orbT.
  by move: (m * S)%N (g * S)%N => A B; clear; lia.
have [|c [q' [e r']]] := IH r l1 ch r0 sr.
  move=> a k' S' b el; have S'S : (S' %| S)%N.
    by move/allP: dS; apply; rewrite el /unzip2 map_cat mem_cat inE eqxx orbT.
  have S'0 : (0 < S')%N.
    by case/andP: ch => /allP h _; apply: h; rewrite el /unzip2 map_cat mem_cat inE eqxx orbT.
  have /dvdnP[t eS] := S'S.
  have := crit a k' S' (rcons b (k, S)); rewrite {1}el rcons_cat => /(_ erefl).
  rewrite -rcons_cons !level_degree_rcons -er eS [(t * S')%N]mulnC -comp_XnM mulnCA addnC.
  rewrite [(level_degree l + _)%N]addnC common_degreeM //.
  - by rewrite [(S' * _)%N]mulnC divnMDl // leq_add2l.
  - apply: contraNneq q0 => q'0; have : q \Po 'X^S == 0 by rewrite eS mulnC -comp_XnM q'0 comp_poly0.
    by rewrite comp_poly_eq0 ?size_polyXn // => /eqP.
  - apply: leq_trans (size_comp_Xn _ _) _; rewrite ltnS leq_mul2r; apply/orP; right.
    by rewrite sq geq_minl.
exists c, (q' * (q \Po 'X^S)); split; first by rewrite -er e -scalerAr mulrC.
rewrite -cats1; apply/level_representable_cat; exists q', (q \Po 'X^S); split=> //.
apply/level_representable_cons; exists q, 1; rewrite mulr1; split=> //; last exact/level_representable_nil.
by rewrite sq -[X in (_ <= X)%N](prednK k1) ltnS geq_minl.
Qed.

(** Sufficiency, over an algebraically closed field. *)
Theorem polyphase_sufficient l p : l != [::] -> all (leq 1) (unzip1 l) -> divisor_chain l -> p != 0 ->
    (size p <= (level_degree l).+1)%N -> polyphase_criterion l p ->
  level_representable l p.
Proof.
move=> l0 l1 ch p0 sp crit.
have [c [q [-> r]]] := polyphase_sufficient_scaled l1 ch p0 sp crit.
case: l l0 r {l1 ch sp crit} => // -[k S] l _ /level_representable_cons[p1 [p2 [s1 r ->]]].
apply/level_representable_cons; exists (c *: p1), p2; split=> //.
  exact: leq_trans (size_scale_leq _ _) s1.
by rewrite comp_polyZ scalerAl.
Qed.

(** Over an algebraically closed field, a non-zero form is representable by the architecture [a], with strides, exactly
    if it satisfies the polyphase criterion. *)
Theorem polyphaseP (a : seq (nat * nat)) p :
    a != [::] -> all (leq 1) (unzip1 a) -> all (leq 1) (unzip2 a) -> p != 0 ->
    (size p <= (level_degree (levels 1 a)).+1)%N ->
  level_representable (levels 1 a) p <-> polyphase_criterion (levels 1 a) p.
Proof.
move=> a0 a1 s1 p0 sp; have ch := divisor_chain_levels (ltn0Sn 0) s1.
have l1 : all (leq 1) (unzip1 (levels 1 a)) by rewrite sizes_levels.
split; first exact: polyphase_necessary.
by apply: polyphase_sufficient => //; case: (a) a0 => // -[].
Qed.

End Sufficient.
