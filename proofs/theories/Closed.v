(** The function space of stride one is closed.

    The number of real projective roots is upper semicontinuous: a form close to P has at most as many as P. A real root
    of a polynomial close to P is close to a real root of P; both are divided by their linear factors, and the quotients
    are close. Infinity is avoided by a change of chart that makes the value of P at infinity non-zero. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyorder polyrcf zify.
From LCN Require Import RealRoots Factorisation OddRoots Architecture StrideOne Interior Boundary Exchange.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Closed.

Variable R : rcfType.
Implicit Types (p q r : {poly R}) (x y t u b d e : R) (k n : nat) (ks : seq nat).

(** A polynomial of degree two without real roots, as c ((X + a)^2 + s) with s > 0. *)
Lemma complete_square q : size q = 3%N -> (forall x, ~~ root q x) ->
  exists c a s, [/\ c != 0, 0 < s & forall u, q.[u] = c * ((u + a) ^+ 2 + s)].
Proof.
move=> sq nr; pose c := q`_2; pose a := q`_1 / (c + c); pose s := q`_0 / c - a ^+ 2.
have c0 : c != 0 by have := lead_coef_eq0 q; rewrite /lead_coef sq /= -/c => ->; rewrite -size_poly_eq0 sq.
have cc0 : c + c != 0 by rewrite -mulr2n mulrn_eq0.
have qE u : q.[u] = c * ((u + a) ^+ 2 + s).
  rewrite horner_coef sq !big_ord_recl big_ord0 /= expr0 mulr1 expr1 addr0 -/c.
  have -> : q`_1 = c * (a + a) by rewrite mulrDr -mulrDl mulrC divfK.
  have -> : q`_0 = c * (a ^+ 2 + s) by rewrite /s addrC subrK mulrC divfK.
  clearbody a s; rewrite -mulrA -!mulrDr sqrrD mulrDl [a * u]mulrC -mulr2n; congr (_ * _).
  by rewrite addrC [u * a *+ 2 + _]addrC -!addrA; congr (_ + _); rewrite addrA addrC.
exists c, a, s; split=> //; rewrite ltNge; apply/negP => s0.
have := nr (- a + Num.sqrt (- s)); rewrite rootE qE addrAC addNr add0r sqr_sqrtr ?oppr_ge0 //.
by rewrite addNr mulr0 eqxx.
Qed.

(** A polynomial is small only near its real roots. *)
Lemma small_near_root p e : p != 0 -> 0 < e ->
  exists2 d, 0 < d & forall u, `|p.[u]| < d -> exists2 t, root p t & `|u - t| < e.
Proof.
move=> p0 e0; have [n] := ubnP (size p); elim: n p p0 => // n IH p p0 sp.
have [sp1|sp1] := leqP (size p) 1.
  have /size_poly1P[c c0 ->] : size p == 1%N by rewrite eqn_leq sp1 size_poly_gt0.
  by exists `|c| => [|u]; rewrite ?normr_gt0 // hornerC ltxx.
have step q m : q %| p -> (1 < size q)%N -> 0 < m ->
    (forall u, m <= `|q.[u]| \/ exists2 t, root q t & `|u - t| < e) ->
    exists2 d, 0 < d & forall u, `|p.[u]| < d -> exists2 t, root p t & `|u - t| < e.
  move=> /divpK eq sq m0 h; move: p0 sp; rewrite -eq; move: (p %/ q) => r rq0.
  move: (rq0); rewrite mulf_eq0 negb_or => /andP[r0 q0].
  rewrite size_mul // => sr; have [|d d0 hd] := IH r r0.
    have : (0 < size r)%N by rewrite size_poly_gt0.
    by move: (size r) (size q) sr sq => a b; clear; lia.
  exists (d * m) => [|u]; first by rewrite mulr_gt0.
  rewrite hornerM normrM => small; have [mq|[t rt ut]] := h u; last first.
    by exists t; rewrite // rootM rt orbT.
  have [|t rt ut] := hd u; last by exists t; rewrite // rootM rt.
  have q_gt0 : 0 < `|q.[u]| by apply: lt_le_trans mq.
  rewrite -(ltr_pmul2r q_gt0); apply: lt_le_trans small _.
  by rewrite ler_pmul2l.
have [[x rx]|[q [sq nr dq]]] := real_root_or_quadratic sp1.
  apply: (step ('X - x%:P) e); rewrite ?dvdp_XsubCl ?size_XsubC // => u.
  rewrite !hornerE; have [le|lt] := leP e `|u - x|; first by left.
  by right; exists x; rewrite ?root_XsubC.
have [c [a [s [c0 s0 qE]]]] := complete_square sq nr.
apply: (step q (`|c| * s)); rewrite ?sq // ?mulr_gt0 ?normr_gt0 // => u; left.
by rewrite qE normrM ler_pmul2l ?normr_gt0 // (le_trans _ (ler_norm _)) // ler_addr sqr_ge0.
Qed.

(** The quotients of close polynomials by close linear factors are close. *)
Lemma division_stable n p b d : (size p <= n)%N -> 0 <= b -> 0 < d -> exists2 e, 0 < e &
  forall t u q, (size q <= n)%N -> `|u| <= b -> `|u - t| < e ->
    close e (('X - t%:P) * p) (('X - u%:P) * q) -> close d p q.
Proof.
move=> sp b0 d0; pose N := \sum_(i < n) `|p`_i|.
have N0 : 0 <= N by apply: sumr_ge0.
have pN i : `|p`_i| <= N.
  have [ni|lt] := leqP n i; first by rewrite nth_default ?normr0 // (leq_trans sp).
  by rewrite /N (bigD1 (Ordinal lt)) //= ler_addl; apply: sumr_ge0.
have b1 : 0 < b + 1 by rewrite ltr_paddl ?ltr01.
have C1 j : 1 <= (b + 1) ^+ j by rewrite exprn_ege1 // ler_addr.
pose M := (1 + N) * (b + 1) ^+ n.
have M0 : 0 < M by rewrite mulr_gt0 ?exprn_gt0 // ltr_paddr.
exists (d / (M + 1)) => [|t u q sq ub ut cl]; first by rewrite divr_gt0 // ltr_paddl ?ltr01 ?ltW.
set e := d / (M + 1) in ut cl; have e0 : 0 < e by rewrite divr_gt0 // ltr_paddl ?ltr01 ?ltW.
have x0 : 0 <= e * (1 + N) by rewrite mulr_ge0 ?(ltW e0) // addr_ge0 ?ler01.
have id (v w x y z : R) : v - w = v - x - (w - y) + (z - y) + (x - z).
  have e1 : (z - y) + (x - z) = x - y by rewrite addrC addrA subrK.
  have e2 : v - x - (w - y) = v - w - (x - y) by rewrite !opprB addrACA [- x - w]addrC [RHS]addrACA.
  by rewrite -[RHS]addrA e1 e2 subrK.
have step i : `|(q - p)`_i| <= e * (1 + N) + b * `|(q - p)`_i.+1|.
  have -> : (q - p)`_i = ((('X - u%:P) * q)`_i.+1 - (('X - t%:P) * p)`_i.+1 + (u - t) * p`_i.+1) + u * (q - p)`_i.+1.
    rewrite !mulrBl !mul_polyC !coefB !coefXM !coefZ /= mulrBr.
    exact: id.
  apply: le_trans (ler_norm_add _ _) _; apply: ler_add; last by rewrite normrM ler_wpmul2r.
  apply: le_trans (ler_norm_add _ _) _; rewrite mulrDr mulr1 normrM; apply: ler_add; first exact: ltW.
  by rewrite ler_pmul // ltW.
have bound j : (j <= n)%N -> `|(q - p)`_(n - j)| <= e * (1 + N) * (b + 1) ^+ j.
  elim: j => [_|j IH jn]; first by rewrite subn0 coefB !nth_default // subrr normr0 mulr1.
  apply: le_trans (step _) _; rewrite subnSK // exprS mulrDl mul1r mulrDr addrC mulrCA; apply: ler_add; last by rewrite ler_pemulr.
  by rewrite ler_wpmul2l // IH // ltnW.
move=> i; rewrite -coefB; have [ni|lt] := leqP n i.
  by rewrite coefB !nth_default ?subrr ?normr0 // ?(leq_trans sp) ?(leq_trans sq).
have := bound (n - i)%N (leq_subr _ _); rewrite subKn ?(ltnW lt) // => le.
apply: (@le_lt_trans _ _ (e * M)); last first.
  by rewrite /e mulrAC ltr_pdivr_mulr ?ltr_paddl ?ltr01 ?(ltW M0) // ltr_pmul2l // ltr_addl ltr01.
apply: le_trans le _; rewrite /M mulrA ler_wpmul2l // ler_weexpn2l ?leq_subr // ler_addr //.
Qed.

Lemma common_bound (s : seq R) (A : R -> R -> Prop) :
    (forall t d d', 0 < d' -> d' <= d -> A t d -> A t d') -> {in s, forall t, exists2 d, 0 < d & A t d} ->
  exists2 d, 0 < d & {in s, forall t, A t d}.
Proof.
move=> mono; elim: s => [|t s IH] h; first by exists 1; rewrite ?ltr01.
have [|d d0 hd] := IH; first by move=> x xs; apply: h; rewrite inE xs orbT.
have [e e0 he] := h t (mem_head _ _).
have m0 : 0 < Num.min d e by rewrite lt_minr d0.
exists (Num.min d e) => // x; rewrite inE => /predU1P[->|xs].
  by apply: mono he; rewrite // le_minl lexx orbT.
by apply: mono (hd x xs); rewrite // le_minl lexx.
Qed.

Lemma close_le d d' p q : d <= d' -> close d p q -> close d' p q.
Proof. by move=> le cl i; apply: lt_le_trans (cl i) le. Qed.

(** In a bounded interval a polynomial close to [p] has at most as many real roots as [p]. *)
Lemma bounded_roots n p b : p != 0 -> (size p <= n.+1)%N -> 0 <= b -> exists2 d, 0 < d &
  forall q (us : seq R), q != 0 -> (size q <= n.+1)%N -> close d p q ->
    all (fun u => `|u| <= b) us -> \prod_(u <- us) ('X - u%:P) %| q -> (size us <= n_real_roots p)%N.
Proof.
move=> p0 sp b0; elim: n p p0 sp => [|n IH] p p0 sp.
  exists 1 => [|q us q0 sq _ _ /dvdp_leq]; rewrite ?ltr01 // size_prod_XsubC => /(_ q0) le.
  by have := leq_trans le sq; rewrite ltnS leqn0 => /eqP ->.
pose A t e := forall u q (us : seq R), q != 0 -> (size q <= n.+1)%N -> `|u| <= b -> `|u - t| < e ->
  close e p (('X - u%:P) * q) -> all (fun u => `|u| <= b) us -> \prod_(u <- us) ('X - u%:P) %| q ->
  (size us < n_real_roots p)%N.
have monoA t e e' : 0 < e' -> e' <= e -> A t e -> A t e'.
  move=> _ le h u q us q0 sq ub ut cl; apply: (h u) => //; first exact: lt_le_trans ut le.
  exact: close_le cl.
have [|e e0 he] := @common_bound (rootsR p) A monoA.
  move=> t; rewrite mem_rootsR // -dvdp_XsubCl => /divpK; rewrite mulrC => ep.
  move: (p0); rewrite -ep mulf_eq0 negb_or polyXsubC_eq0 /= => r0; set r := p %/ _ in ep r0.
  have sr : (size r <= n.+1)%N.
    by move: sp; rewrite -ep size_mul ?polyXsubC_eq0 // size_XsubC.
  have [d d0 hd] := IH r r0 sr; have [e e0 he] := division_stable sr b0 d0.
  exists e => // u q us q0 sq ub ut; rewrite -{1}ep => cl aus dus.
  rewrite -ep n_real_rootsM ?ep // n_real_roots_XsubC add1n ltnS; apply: (hd q) => //.
  exact: he cl.
have [d d0 near] := small_near_root p0 e0.
pose B := \sum_(i < n.+2) b ^+ i.
have B0 : 0 <= B by apply: sumr_ge0 => i _; rewrite exprn_ge0.
have B1 : 0 < B + 1 by rewrite ltr_paddl ?ltr01.
exists (Num.min e (d / (B + 1))) => [|q [//|u us] q0 sq cl]; first by rewrite lt_minr e0 divr_gt0.
move=> /andP[ub aus]; rewrite big_cons => duq.
have /divpK : 'X - u%:P %| q by apply: dvdp_trans duq; apply: dvdp_mulr.
rewrite mulrC => eq; move: (q0); rewrite -eq mulf_eq0 negb_or polyXsubC_eq0 /= => r0.
have [t rt ut] : exists2 t, root p t & `|u - t| < e.
  apply: near; have : `|q.[u] - p.[u]| <= d / (B + 1) * B.
    by apply: (horner_close sp sq) ub; apply: close_le cl; rewrite le_minl lexx orbT.
  rewrite -{1}eq !hornerE subrr mul0r sub0r normrN => le; apply: le_lt_trans le _.
  by rewrite mulrAC ltr_pdivr_mulr // ltr_pmul2l // ltr_addl ltr01.
apply: (he t _ u (q %/ ('X - u%:P))) => //.
- by rewrite mem_rootsR.
- by move: sq; rewrite -{1}eq size_mul ?polyXsubC_eq0 // size_XsubC.
- by rewrite eq; apply: close_le cl; rewrite le_minl lexx.
- by rewrite -(dvdp_mul2l _ _ (negbT (polyXsubC_eq0 u))) eq.
Qed.

(** The root at infinity excluded, [p] has its full degree; so have the polynomials close to it, and their real roots
    have a common bound. *)
Lemma full_degree_roots n p : size p = n.+1 -> exists2 d, 0 < d &
  forall q, (size q <= n.+1)%N -> close d p q -> q != 0 /\ (n_proj_roots n.+1 q <= n_proj_roots n.+1 p)%N.
Proof.
move=> sp; have p0 : p != 0 by rewrite -size_poly_eq0 sp.
have l0 : 0 < `|p`_n|.
  by have := lead_coef_eq0 p; rewrite /lead_coef sp normr_gt0 => ->.
pose S := \sum_(i < n.+1) (`|p`_i| + 1); pose b := 1 + (`|p`_n| / 2%:R)^-1 * S.
have l2 : 0 < `|p`_n| / 2%:R by rewrite divr_gt0 ?ltr0n.
have S0 : 0 <= S by apply: sumr_ge0 => i _; rewrite addr_ge0 ?ler01.
have b0 : 0 <= b by rewrite addr_ge0 ?ler01 // mulr_ge0 // invr_ge0 ltW.
have [d d0 hd] := bounded_roots p0 (eq_leq sp) b0.
exists (Num.min d (Num.min 1 (`|p`_n| / 2%:R))) => [|q sq cl]; first by rewrite !lt_minr d0 ltr01.
have cl1 i : `|q`_i| <= `|p`_i| + 1.
  rewrite -[q`_i](subrK p`_i) addrC; apply: le_trans (ler_norm_add _ _) _; rewrite ler_add2l ltW //.
  by have := cl i; rewrite !lt_minr => /and3P[].
have cl2 : `|p`_n| / 2%:R <= `|q`_n|.
  have : `|q`_n - p`_n| < `|p`_n| / 2%:R by have := cl n; rewrite !lt_minr => /and3P[].
  rewrite distrC => lt; have := ler_norm_add (p`_n - q`_n) q`_n; rewrite subrK => le.
  have := ltW lt; rewrite -(ler_add2r `|q`_n|) => /(le_trans le).
  by rewrite {1}[`|p`_n|]splitr ler_add2l.
have qn : q`_n != 0 by rewrite -normr_gt0 (lt_le_trans l2).
have sqE : size q = n.+1 by apply/eqP; rewrite eqn_leq sq ltnNge; apply: contra qn => ?; rewrite nth_default.
have q0 : q != 0 by rewrite -size_poly_eq0 sqE.
split=> //; rewrite /n_proj_roots sqE sp subnn !add0n.
have [c [xs [qs [c0 eq <- _ _]]]] := real_factorisation q0.
have dxs : \prod_(x <- xs) ('X - x%:P) %| q by rewrite eq dvdpZr // dvdp_mulr.
apply: (hd q) => //; first by apply: close_le cl; rewrite le_minl lexx.
apply/allP => x xx; apply: ltW; apply: (@lt_le_trans _ _ (cauchy_bound q)).
  apply: cauchy_boundP => //; apply/eqP; rewrite -/(root q x) -dvdp_XsubCl; apply: dvdp_trans dxs.
  by rewrite (big_rem x) //= dvdp_mulr.
rewrite /cauchy_bound ler_add2l /lead_coef sqE /=; apply: ler_pmul; rewrite ?invr_ge0 ?sumr_ge0 //.
  by rewrite ler_pinv ?inE ?unitfE ?normr_eq0 ?qn ?gt_eqF ?(lt_le_trans l2) // normr_gt0.
by apply: ler_sum => i _.
Qed.

(** A linear map is continuous. *)
Lemma linear_continuous (f : {linear {poly R} -> {poly R}}) n d : 0 < d -> exists2 e, 0 < e &
  forall p q, (size p <= n)%N -> (size q <= n)%N -> close e p q -> close d (f p) (f q).
Proof.
move=> d0; pose N (p : {poly R}) := \sum_(i < size p) `|p`_i|.
have N0 p : 0 <= N p by apply: sumr_ge0.
have pN p i : `|p`_i| <= N p.
  have [ni|lt] := leqP (size p) i; first by rewrite nth_default ?normr0.
  by rewrite /N (bigD1 (Ordinal lt)) //= ler_addl; apply: sumr_ge0.
pose M := \sum_(i < n) N (f 'X^i).
have M0 : 0 <= M by apply: sumr_ge0.
have M1 : 0 < M + 1 by rewrite ltr_paddl ?ltr01.
exists (d / (M + 1)) => [|p q sp sq cl i]; first by rewrite divr_gt0.
have sr : (size (q - p)%R <= n)%N by rewrite (leq_trans (size_add _ _)) // size_opp geq_max sq.
have -> : (f q)`_i - (f p)`_i = \sum_(j < n) (q - p)`_j * (f 'X^j)`_i.
  have e : q - p = \sum_(j < n) (q - p)`_j *: 'X^j.
    rewrite -poly_def; apply/polyP => j; rewrite coef_poly; case: ltnP => // nj.
    by rewrite nth_default // (leq_trans sr).
  by rewrite -coefB -linearB {1}e linear_sum coef_sum; apply: eq_bigr => j _; rewrite linearZ coefZ.
apply: (@le_lt_trans _ _ (\sum_(j < n) d / (M + 1) * N (f 'X^j))).
  apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => j _.
  by rewrite normrM ler_pmul // coefB ltW.
by rewrite -mulr_sumr -/M mulrAC ltr_pdivr_mulr // ltr_pmul2l // ltr_addl ltr01.
Qed.

(** The change of chart: the point [c] goes to infinity. *)
Definition to_infinity n c p : {poly R} := exchange n.+1 (p \Po ('X + c%:P)).

Let size_shift c p : size (p \Po ('X + c%:P)) = size p.
Proof. by rewrite -[c%:P]opprK -polyCN size_comp_poly2 // size_XsubC. Qed.

Let shift_eq0 c p : (p \Po ('X + c%:P) == 0) = (p == 0).
Proof. by rewrite -!size_poly_eq0 size_shift. Qed.

Let shiftK c p : (p \Po ('X + c%:P)) \Po ('X + (- c)%:P) = p.
Proof. by rewrite -comp_polyA comp_polyD comp_polyX comp_polyC polyCN subrK comp_polyXr. Qed.

Lemma representable_shift ks c p : representable ks p -> representable ks (p \Po ('X + c%:P)).
Proof.
elim: ks p => [|k ks IH] p; first by move=> /representable_nil ->; apply/representable_nil; rewrite comp_polyC.
move=> /representable_cons[p1 [p2 [s1 /IH r2 ->]]]; apply/representable_cons.
by exists (p1 \Po ('X + c%:P)), (p2 \Po ('X + c%:P)); split; rewrite ?size_shift ?comp_polyM.
Qed.

Lemma n_proj_roots_shift n c p : p != 0 -> (size p <= n)%N ->
  n_proj_roots n (p \Po ('X + c%:P)) = n_proj_roots n p.
Proof.
have half a (q : {poly R}) : q != 0 -> (size q <= n)%N -> (n_proj_roots n q <= n_proj_roots n (q \Po ('X + a%:P)))%N.
  move=> q0 sq; apply: (n_proj_roots_map (f := comp_poly ('X + a%:P))) => //=.
    by rewrite shift_eq0.
  by move=> ks _ _; apply: representable_shift.
move=> p0 sp; apply/eqP; rewrite eqn_leq half // andbT.
by rewrite -[X in (_ <= n_proj_roots _ X)%N](shiftK c) half ?size_shift ?shift_eq0.
Qed.

(** The number of real projective roots is upper semicontinuous. *)
Theorem n_proj_roots_upper_semicontinuous n p : p != 0 -> (size p <= n.+1)%N -> exists2 d, 0 < d &
  forall q, (size q <= n.+1)%N -> close d p q -> q != 0 /\ (n_proj_roots n.+1 q <= n_proj_roots n.+1 p)%N.
Proof.
move=> p0 sp; have [c pc] : exists c, ~~ root p c.
  by exists (cauchy_bound p); apply/negP => /rootP /(cauchy_boundP p0); rewrite ltNge ler_norm.
have countE q : q != 0 -> (size q <= n.+1)%N -> n_proj_roots n.+1 (to_infinity n c q) = n_proj_roots n.+1 q.
  by move=> q0 sq; rewrite /to_infinity n_proj_roots_exchange ?n_proj_roots_shift ?shift_eq0 ?size_shift.
have sT : size (to_infinity n c p) = n.+1.
  apply/eqP; rewrite eqn_leq size_exchange ltnNge; apply: contra pc => le.
  have : (to_infinity n c p)`_n = 0 by rewrite nth_default.
  by rewrite coef_exchange // subnn -horner_coef0 horner_comp !hornerE => e; rewrite rootE e.
have [d d0 hd] := full_degree_roots sT.
have [e e0 he] := linear_continuous [linear of comp_poly ('X + c%:P)] n.+1 d0.
exists e => // q sq cl; have [||] := hd (to_infinity n c q); first exact: size_exchange.
  move=> i; rewrite /to_infinity !coef_poly; case: ifP => _; last by rewrite subrr normr0.
  exact: he.
move=> T0; have q0 : q != 0.
  apply: contraNneq T0 => ->; rewrite /to_infinity comp_poly0.
  by apply/eqP/polyP => i; rewrite coef_poly !coef0 if_same.
by rewrite !countE.
Qed.

(** The function space is closed. *)
Theorem representable_closed ks p : ks != [::] -> all (leq 1) ks -> (size p <= (degree ks).+1)%N ->
    (forall d, 0 < d -> exists2 q, representable ks q & close d p q) ->
  representable ks p.
Proof.
move=> ks0 ks1 sp lim; have [->|p0] := eqVneq p 0; first exact: representable0.
have [d d0 hd] := n_proj_roots_upper_semicontinuous p0 sp; have [q rq cl] := lim d d0.
have sq := representable_size ks1 rq; have [q0 le] := hd q sq cl.
by apply/representableP => //; apply: leq_trans le; apply/representableP.
Qed.

(** The topological boundary: in each neighbourhood there are forms of the function space and forms outside it. *)
Definition boundary ks p : Prop := forall d, 0 < d ->
  (exists2 q, representable ks q & close d p q) /\
  (exists q, [/\ (size q <= (degree ks).+1)%N, ~ representable ks q & close d p q]).

Theorem topological_boundaryP ks p :
    ks != [::] -> all (leq 1) ks -> p != 0 -> (size p <= (degree ks).+1)%N ->
  boundary ks p <->
  (n_even ks <= n_proj_roots (degree ks).+1 p)%N /\ (n_odd_roots (degree ks).+1 p + 2 <= n_even ks)%N.
Proof.
move=> ks0 ks1 p0 sp; split=> [h|cond].
  apply/boundaryP => //; split.
    by apply: representable_closed => // d /h[].
  by move=> [_ [d /h[_ [q [sq nr cl]]] /(_ q sq cl)]].
move: (cond) => /(boundaryP ks0 ks1 p0 sp)[rp _] d d0; split; first by exists p => // i; rewrite subrr normr0.
have [q [q0 sq cl e]] := perturbation p0 sp d0.
exists q; split=> // /(representable_n_proj_roots ks1 q0); rewrite e leqNgt => /negP; apply.
by case: cond => _; rewrite addn2 => /ltnW.
Qed.

(** Zero is on the boundary exactly if at least two filter sizes are even: if the architecture is not filling. *)
Theorem boundary0P ks : ks != [::] -> all (leq 1) ks -> boundary ks (0 : {poly R}) <-> (2 <= n_even ks)%N.
Proof.
move=> ks0 ks1; split=> [h|e2 d d0].
  have [_ [q [sq nr _]]] := h 1 ltr01; rewrite ltnNge; apply/negP => e1; apply: nr.
  by have /(_ q sq) := (fillingP R ks0 ks1).2 e1.
split; first by exists 0; [exact: representable0 | move=> i; rewrite subrr normr0].
have [t t0 small] := small_multiple (missing_form R (degree ks)) d0.
have t_neq0 : t != 0 by rewrite gt_eqF.
exists (t *: missing_form R (degree ks)); split.
- by rewrite size_scale // size_missing_form.
- move=> /(representable_scale t^-1 ks0); rewrite scalerA mulVf // scale1r.
  exact: missing_form_not_representable.
- by move=> i; rewrite coef0 subr0.
Qed.

End Closed.
