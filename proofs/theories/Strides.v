(** Which architectures with strides are filling.

    If some layer has k_i > 1 and S_i > 1, the form (y - x)^n is missing (over every field of characteristic zero):
    a divisor q(x^S, y^S) of positive degree would make y^S - x^S a power of y - x. If there is no such
    layer, the forms are those of stride one. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import zify.
From LCN Require Import Architecture StrideOne Levels.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** Every layer with more than one coefficient works at full resolution. *)
Definition full_resolution (l : seq (nat * nat)) : bool :=
  all (fun kS => (kS.1 == 1%N) || (kS.2 == 1%N)) l.

Section FullResolution.

Variable R : idomainType.
Implicit Types (p q : {poly R}) (l : seq (nat * nat)).

Lemma level_representable_full l p : all (leq 1) (unzip1 l) -> full_resolution l ->
  level_representable l p <-> representable (unzip1 l) p.
Proof.
elim: l p => [|[k S] l IH] p /=.
  by move=> _ _; split=> [/level_representable_nil|/representable_nil] ->;
    [apply/representable_nil | apply/level_representable_nil].
move=> /andP[k1 l1] /andP[kS fl].
have comp1 p1 : (size p1 <= k)%N -> p1 \Po 'X^S = p1.
  case/orP: kS => /eqP ->; last by rewrite expr1 comp_polyXr.
  by move=> /size1_polyC ->; rewrite comp_polyC.
split=> [/level_representable_cons[p1 [p2 [s1 r2 ->]]]|/representable_cons[p1 [p2 [s1 r2 ->]]]].
  by apply/representable_cons; exists p1, p2; rewrite comp1 //; split=> //; apply/IH.
by apply/level_representable_cons; exists p1, p2; rewrite comp1 //; split=> //; apply/IH.
Qed.

Lemma level_degree_full l : full_resolution l -> level_degree l = degree (unzip1 l).
Proof.
elim: l => //= -[k S] l IH /= /andP[/orP[]/eqP-> fl];
  by rewrite /level_degree /degree /= -/(level_degree l) IH // muln1.
Qed.

End FullResolution.

Section Missing.

Variable F : numFieldType.
Implicit Types (p q : {poly F}) (l : seq (nat * nat)).

(** A representable form of full degree has a divisor q(x^S, y^S) of full degree for each layer. *)
Lemma level_divisor l p (k S : nat) :
    all (leq 1) (unzip1 l) -> level_representable l p -> size p = (level_degree l).+1 ->
    (k, S) \in l -> (0 < S)%N ->
  exists2 q : {poly F}, size q = k & q \Po 'X^S %| p.
Proof.
elim: l p => // -[k' S'] l IH p /= /andP[k'1 l1] /level_representable_cons[p1 [p2 [s1 r2 e]]].
rewrite e; rewrite /level_degree /= -/(level_degree l) => sp.
have s2 := level_representable_size l1 r2.
have := size_mul_leq (p1 \Po 'X^S') p2; rewrite sp; have := size_comp_Xn p1 S'.
move=> c1 c12; have [e1 e2] : ((k'.-1 * S').+1 <= size (p1 \Po 'X^S'))%N /\ size p2 = (level_degree l).+1.
  have : ((size p1).-1 * S' <= k'.-1 * S')%N.
    by rewrite leq_mul2r; apply/orP; right; move: (size p1) s1 => a; lia.
  move: (size (p1 \Po 'X^S')) (size p2) ((size p1).-1 * S')%N (k'.-1 * S')%N c1 c12 s2 => a b c d.
  by lia.
rewrite inE => /predU1P[[-> ->] S0|kSl S0].
  exists p1; last exact: dvdp_mulr.
  have p1_0 : (0 < size p1)%N.
    by rewrite lt0n size_poly_eq0; apply: contraTneq e1 => ->; rewrite comp_poly0 size_poly0.
  apply/eqP; rewrite eqn_leq s1 /=; move: (leq_trans e1 c1); rewrite ltnS leq_mul2r.
  by move: (size p1) p1_0 => a a0; rewrite eqn0Ngt S0 /=; lia.
have [q sq dq] := IH _ l1 r2 e2 kSl S0.
by exists q => //; apply: dvdp_mull.
Qed.

Lemma dvdp_exp_XsubC q c n : q %| ('X - c%:P) ^+ n -> exists j, q %= ('X - c%:P) ^+ j.
Proof.
elim: n q => [|n IH] q; first by rewrite expr0 => d1; exists 0%N; rewrite expr0 -size_poly_eq1 -dvdp1.
have [|nr] := boolP (root q c).
  rewrite -dvdp_XsubCl => /divpK <-; rewrite exprSr dvdp_mul2r ?polyXsubC_eq0 // => /IH[j ej].
  by exists j.+1; rewrite exprSr eqp_mul2r ?polyXsubC_eq0.
rewrite exprS Gauss_dvdpr; first exact: IH.
by rewrite coprimep_XsubC.
Qed.

(** For S > 1, a power of 'X - 1 has no divisor q(x^S, y^S) of positive degree. *)
Lemma power_no_divisor q S n : (1 < S)%N -> (1 < size q)%N ->
  ~~ (q \Po 'X^S %| ('X - 1%:P) ^+ n).
Proof.
move=> S1 sq; apply/negP => /dvdp_exp_XsubC[j ej].
have S0 : (0 < S)%N by apply: ltnW.
have q1 : root q 1.
  have : root (q \Po 'X^S) 1.
    have := eqp_size ej; rewrite (eqp_root ej) size_exp_XsubC.
    case: j {ej} => [|j _]; last by rewrite root_exp_XsubC.
    move=> /(congr1 predn); rewrite size_comp_poly size_polyXn /= => /eqP.
    by rewrite muln_eq0 (gtn_eqF S0) orbF -subn1 subn_eq0 leqNgt sq.
  by rewrite !rootE horner_comp hornerXn expr1n.
have dS : ('X^S - 1%:P) %| q \Po 'X^S.
  have : 'X - 1%:P %| q by rewrite dvdp_XsubCl.
  move=> /divpK <-; rewrite comp_polyM comp_polyB comp_polyX comp_polyC.
  exact: dvdp_mull.
have := dS; rewrite (eqp_dvdr _ ej) => /dvdp_exp_XsubC[i ei].
have iS : (1 < i)%N.
  have := eqp_size ei; rewrite size_exp_XsubC size_addl ?size_opp ?size_polyC ?size_polyXn ?oner_eq0 //.
  by case=> <-.
have : ('X - 1%:P) ^+ 2 %| ('X^S - 1%:P : {poly F}) by rewrite (eqp_dvdr _ ei) dvdp_exp2l.
move=> /divpK /(congr1 (fun p => (p^`()).[1])).
rewrite derivM derivB derivXn derivC subr0 expr2 derivM derivB derivX derivC !hornerE.
rewrite /= subrr ?(mulr0, mul0r, addr0) ?hornerMn ?hornerXn ?expr1n => /esym/eqP.
by rewrite pnatr_eq0 => /eqP e; rewrite e in S1.
Qed.

(** The missing form (y - x)^n. *)
Theorem power_not_representable l : all (leq 1) (unzip1 l) -> all (leq 1) (unzip2 l) ->
  ~~ full_resolution l -> ~ level_representable l (('X - 1%:P) ^+ level_degree l : {poly F}).
Proof.
move=> l1 S1 /allPn[[k S] kSl /=]; rewrite negb_or => /andP[k1 Sn1] r.
have k0 : (0 < k)%N by apply: (allP l1); apply: map_f kSl.
have S0 : (0 < S)%N by apply: (allP S1); apply: (map_f snd) kSl.
have [|q sq] := level_divisor l1 r _ kSl S0; first by rewrite size_exp_XsubC.
by apply/negP; apply: power_no_divisor; [case: S Sn1 S0 {kSl} => [|[]] | rewrite sq; case: k k1 k0 {kSl sq} => [|[]]].
Qed.

(** In the words of the slides: with k_L > 1 and s_i > 1 for some i < L, the architecture is not filling. *)
Theorem strided_not_filling (a : seq (nat * nat)) k s :
    all (leq 1) (unzip1 a) -> all (leq 1) (unzip2 a) -> (1 < k)%N ->
    has (leq 2) (unzip2 a) ->
  ~ level_filling F (levels 1 (rcons a (k, s))).
Proof.
move=> k1 s1 kL /hasP[t ta t2] fill.
have last S b : levels S (rcons b (k, s)) = rcons (levels S b) (k, (S * foldr muln 1 (unzip2 b))%N).
  by elim: b S => [|[k' s'] b IH] S /=; rewrite ?muln1 ?IH ?mulnA.
have S2 : (1 < foldr muln 1 (unzip2 a))%N.
  elim: (unzip2 a) s1 ta => //= s' b IH /andP[s'0 b0]; rewrite inE.
  have b1 : (0 < foldr muln 1 b)%N by elim: b b0 {IH} => //= x b IH /andP[x0 /IH]; rewrite muln_gt0 x0.
  by case/predU1P=> [e|/(IH b0) b2]; [subst t; apply: leq_trans t2 _; rewrite leq_pmulr|
    apply: leq_trans b2 _; rewrite leq_pmull].
apply: (@power_not_representable (levels 1 (rcons a (k, s)))); last 1 first.
- by apply: fill; rewrite size_exp_XsubC.
- by rewrite sizes_levels /unzip1 map_rcons all_rcons k1 (ltnW kL).
- suff h S b : (0 < S)%N -> all (leq 1) (unzip2 b) -> all (leq 1) (unzip2 (levels S b)).
    rewrite last /unzip2 map_rcons all_rcons mul1n (ltnW S2) /=; exact: h.
  by elim: b S => //= -[k' s'] b IH S /= S0 /andP[s'0 b0]; rewrite S0 IH // muln_gt0 S0.
- rewrite last /full_resolution all_rcons /= negb_and mul1n.
  by rewrite !(gtn_eqF kL, gtn_eqF S2).
Qed.

End Missing.

Section Filling.

Variable R : rcfType.

(** An architecture with strides is filling exactly if every layer with k_i > 1 has S_i = 1 and at most one filter size is even. *)
Theorem level_fillingP (l : seq (nat * nat)) :
    l != [::] -> all (leq 1) (unzip1 l) -> all (leq 1) (unzip2 l) ->
  level_filling R l <-> full_resolution l && (n_even (unzip1 l) <= 1)%N.
Proof.
move=> l0 l1 S1; have u0 : unzip1 l != [::] by case: (l) l0.
have [fl|nfl] /= := boolP (full_resolution l); last first.
  split=> // fill; case: (power_not_representable (F := R) l1 S1 nfl).
  by apply: fill; rewrite size_exp_XsubC.
rewrite -(fillingP R u0 l1) /filling /level_filling level_degree_full //.
by split=> fill p sp; apply/level_representable_full => //; apply: fill.
Qed.

End Filling.
