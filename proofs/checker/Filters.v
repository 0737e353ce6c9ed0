(** * Filters of networks, and their composition, checked

    A filter is a list of numbers with a common denominator, [w_0] first; its form in the chart x = 1 is
    [w_0 + w_1 X + ...].  The filters of the layers of an architecture with any strides are multiplied out. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf zify ssrZ.
From LCN Require Import RealRoots Architecture StrideOne ConvMatrix Levels Network.
From LCNCheck Require Import Integers Descartes Signs Certificates Modular Numbers.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

(** Numbers over a positive denominator. *)
Record coefficients : Type := Coefficients { numerators : seq number; denominator : Z }.

Definition n_coefficients (w : coefficients) : nat := size (numerators w).

Definition proper (w : coefficients) : bool := Z.ltb Z0 (denominator w).

(** An architecture: filter sizes and strides, first layer first. *)
Definition design : Type := seq (nat * N).

Definition layers_of (a : design) : seq (nat * nat) := [seq (ks.1, N.to_nat ks.2) | ks <- a].

Definition well_formed (a : design) : bool :=
  [&& a != [::], all (leq 1) (unzip1 a) & all (fun s => ~~ N.eqb s N0) (unzip2 a)].

Fixpoint stride_one (a : design) : bool :=
  match a with
  | [::] => true
  | (_, s) :: a' => stride_one a' && (N.eqb s 1 || all (fun ks => ks.1 == 1%N) a')
  end.

Fixpoint number_add (s t : seq number) : seq number :=
  match s, t with
  | [::], _ => t
  | _, [::] => s
  | a :: s', b :: t' => zadd a b :: number_add s' t'
  end.

Definition number_scale (c : number) (s : seq number) : seq number := map (zmul c) s.

Fixpoint number_mul (s t : seq number) : seq number :=
  match s with
  | [::] => [::]
  | [:: a] => number_scale a t
  | a :: s' => number_add (number_scale a t) ([::] :: number_mul s' t)
  end.

(** [X^k] for [X]. *)
Fixpoint number_spread (k : N) (s : seq number) : seq number :=
  match s with
  | [::] => [::]
  | [:: a] => [:: a]
  | a :: s' => a :: nseq (N.to_nat k).-1 [::] ++ number_spread k s'
  end.

Fixpoint compose (a : design) (ws : seq coefficients) : seq number :=
  match a, ws with
  | (_, s) :: a', w :: ws' => number_mul (numerators w) (number_spread s (compose a' ws'))
  | _, _ => [:: [:: Zpos xH]]
  end.

Fixpoint denominators (ws : seq coefficients) : Z :=
  match ws with [::] => Zpos xH | w :: ws' => Z.mul (denominator w) (denominators ws') end.

(** Equal as polynomials in [X]. *)
Definition number_equal (f : option field) (s t : seq number) : bool :=
  all (number_zero f) (number_add s (number_scale [:: Zneg xH] t)).

Definition total_size (a : design) : nat := (level_degree (levels 1 (layers_of a))).+1.

Definition check_filters (f : option field) (a : design) (w : coefficients) (ws : seq coefficients) : bool :=
  [&& check_number_field f, well_formed a, proper w, all proper ws, map n_coefficients ws == unzip1 a &
      number_equal f (number_scale [:: denominator w] (compose a ws)) (number_scale [:: denominators ws] (numerators w))].

(** ** Meaning *)

Local Open Scope ring_scope.

Section Networks.

Variable F : idomainType.
Implicit Type b : design.

(** The filter [w] is that of [W_L ... W_1], whatever the number of outputs. *)
Definition end_to_end_filter n (net : seq (layer F)) (w : 'rV[F]_n) : Prop :=
  forall d, (0 < d)%N -> Network.end_to_end net d = conv_mx (total_stride (architecture net)) d _ w.

(** The filter is the end-to-end filter of some network with this architecture. *)
Definition in_function_space n b (w : 'rV[F]_n) : Prop :=
  exists2 net : seq (layer F), architecture net = layers_of b & end_to_end_filter net w.

Lemma well_formedP b : well_formed b -> [/\ layers_of b != [::], all (leq 1) (unzip1 (layers_of b)) & all (leq 1) (unzip2 (layers_of b))].
Proof.
case/and3P=> b0 b1 b2; split; first by case: (b) b0.
  by rewrite /unzip1 /layers_of -map_comp.
rewrite /unzip2 /layers_of -map_comp; move: b2; rewrite /unzip2 !all_map; apply: sub_all => -[k s] /=.
case: s => //= p _; have := Pos2Nat.is_pos p; lia.
Qed.

Lemma in_function_spaceP b n (w : 'rV[F]_n) : well_formed b -> n = total_size b ->
  in_function_space b w <-> level_representable (levels 1 (layers_of b)) (rVpoly w).
Proof.
move=> /well_formedP[_ b1 _] nE; have P d d0 := @end_to_end_representableP F (layers_of b) d n w d0 b1 nE.
split=> [[net an h]|/network_representableP[net an e]].
  by apply/(P 1%N isT); exists net => //; rewrite (h 1%N isT) an.
exists net => // d d0; rewrite end_to_end_toeplitz ?an // conv_mxE; congr toeplitz.
exact: e.
Qed.

End Networks.

Section Meaning.

Variable R : rcfType.
Implicit Types (a : R) (w : coefficients) (b : design) (s t : seq number).

(** The filter with these coefficients. *)
Definition row a w : 'rV[R]_(n_coefficients w) := \row_i (ev a (nth [::] (numerators w) i) / zr R (denominator w)).

Definition network a b (ws : seq coefficients) : seq (layer R) :=
  [seq @Layer R (n_coefficients x.2) (N.to_nat x.1) (row a x.2) | x <- zip (unzip2 b) ws].

Definition pval a s : {poly R} := Poly (map (ev a) s).

Lemma pval_cons a c s : pval a (c :: s) = pval a s * 'X + (ev a c)%:P.
Proof. by rewrite /pval /= cons_poly_def. Qed.

Lemma pval_nil a : pval a [::] = 0. Proof. by []. Qed.

Lemma pvalD a s t : pval a (number_add s t) = pval a s + pval a t.
Proof.
elim: s t => [|c s IH] [|d t] /=; rewrite ?pval_nil ?add0r ?addr0 //.
by rewrite !pval_cons IH evD polyCD mulrDl addrACA.
Qed.

Lemma pvalZ a c s : pval a (number_scale c s) = ev a c *: pval a s.
Proof.
elim: s => [|d s IH] /=; first by rewrite pval_nil scaler0.
by rewrite !pval_cons IH evM scalerDr scalerAl polyCM mul_polyC.
Qed.

Lemma pvalM a s t : pval a (number_mul s t) = pval a s * pval a t.
Proof.
elim: s => [|c [|d s] IH]; first by rewrite pval_nil mul0r.
  by rewrite pvalZ pval_cons pval_nil mul0r add0r mul_polyC.
rewrite -[number_mul _ _]/(number_add (number_scale c t) ([::] :: number_mul (d :: s) t)) pvalD pvalZ.
rewrite [pval a ([::] :: _)]pval_cons IH [pval a (c :: _)]pval_cons ev_nil addr0 [RHS]mulrDl addrC mul_polyC.
by rewrite mulrAC.
Qed.

Lemma pval_zeros a k s : pval a (nseq k [::] ++ s) = pval a s * 'X^k.
Proof.
elim: k => [|k IH] /=; first by rewrite expr0 mulr1.
by rewrite pval_cons IH ev_nil addr0 exprSr mulrA.
Qed.

Lemma pval_spread a k s : (0 < N.to_nat k)%N -> pval a (number_spread k s) = pval a s \Po 'X^(N.to_nat k).
Proof.
move=> k0; elim: s => [|c [|d s] IH]; first by rewrite pval_nil comp_poly0.
  by rewrite !pval_cons pval_nil mul0r add0r comp_polyC.
rewrite -[number_spread _ _]/(c :: nseq (N.to_nat k).-1 [::] ++ number_spread k (d :: s)).
rewrite pval_cons pval_zeros IH [in RHS]pval_cons comp_polyD comp_polyM comp_polyX comp_polyC.
by rewrite -mulrA -exprSr prednK.
Qed.

Lemma proper_neq0 w : proper w -> zr R (denominator w) != 0.
Proof. by move/(zr_lt R) => h; rewrite gt_eqF. Qed.

Lemma rVpoly_row a w : rVpoly (row a w) = (zr R (denominator w))^-1 *: pval a (numerators w).
Proof.
apply/polyP => i; rewrite coefZ coef_Poly; have [lt|le] := ltnP i (n_coefficients w).
  by rewrite (coef_rVpoly_ord _ (Ordinal lt)) mxE /= (nth_map [::]) // mulrC.
by rewrite !nth_default ?mulr0 ?size_map // (leq_trans (size_poly _ _)).
Qed.

Lemma pval_equal (f : option field) a s t : check_number_field f -> field_root f a ->
  number_equal f s t -> pval a s = pval a t.
Proof.
move=> ok fa h; apply/eqP; rewrite -subr_eq0.
have -> : pval a s - pval a t = pval a (number_add s (number_scale [:: Zneg xH] t)).
  by rewrite pvalD pvalZ ev1 -[Zneg xH]/(Z.opp (Zpos xH)) zrN zr1 scaleN1r.
move: h; rewrite /number_equal; move: (number_add _ _) => u; elim: u => [|c u IH] //= /andP[/(number_zeroP ok fa) c0 /IH /eqP u0].
by rewrite pval_cons c0 u0 mul0r addr0.
Qed.

Lemma architecture_network a b ws : map n_coefficients ws == unzip1 b -> architecture (network a b ws) = layers_of b.
Proof.
move/eqP; elim: b ws => [|[k s] b IH] [|w ws] //= [wk /IH e].
by rewrite /network /= wk -e.
Qed.

Lemma network_formE a b ws : well_formed b || (b == [::]) -> map n_coefficients ws == unzip1 b -> all proper ws ->
  network_form (network a b ws) = (zr R (denominators ws))^-1 *: pval a (compose b ws).
Proof.
move=> wf; have {wf} : all (fun z => ~~ N.eqb z N0) (unzip2 b) by case/orP: wf => [/and3P[]|/eqP ->].
elim: b ws => [|[k s] b IH] [|w ws] //=.
  by rewrite /network_form big_nil pval_cons pval_nil mul0r add0r ev1 zr1 invr1 scale1r.
case/andP=> s0 b0 /eqP[wk /eqP ek] /andP[pw pws]; rewrite /network /= network_form_cons /= -/(network a b ws) IH //.
rewrite rVpoly_row pvalM pval_spread; last first.
  by case: (s) s0 => //= p _; have := Pos2Nat.is_pos p; lia.
by rewrite comp_polyZ -scalerAl -scalerAr scalerA zrM invfM.
Qed.

(** What the checker accepts is true: the end-to-end filter of the network with the given filters is the given one. *)
Theorem check_filters_sound (f : option field) b w ws a : check_filters f b w ws -> field_root f a ->
  architecture (network a b ws) = layers_of b /\ end_to_end_filter (network a b ws) (row a w).
Proof.
case/and5P=> ok wf pw pws /andP[sz eq] fa; have aE := architecture_network a sz; split=> // d d0.
have [_ b1 _] := well_formedP wf.
rewrite end_to_end_toeplitz ?aE // conv_mxE; congr toeplitz.
rewrite network_formE ?wf // rVpoly_row; have := pval_equal ok fa eq.
have dz : zr R (denominators ws) != 0.
  by elim: (ws) pws => [_|v vs IH] /=; [rewrite zr1 oner_eq0 | case/andP=> /proper_neq0 v0 /IH; rewrite zrM mulf_eq0 negb_or v0].
rewrite !pvalZ !ev1 => e; apply: (scalerI (proper_neq0 pw)); rewrite scalerA mulrC -scalerA e !scalerA divff ?proper_neq0 //.
by rewrite mulVf.
Qed.

Corollary check_filters_member (f : option field) b w ws a : check_filters f b w ws -> field_root f a ->
  in_function_space b (row a w).
Proof. by move=> ok /(check_filters_sound ok)[e h]; exists (network a b ws). Qed.

End Meaning.
