(** * Numbers of a real number field, on integers

    A number is a polynomial in [a] with integer coefficients, constant term first, [a] a root of a polynomial [m] with
    integer coefficients in an interval with rational ends.  [check_field] shows that there is exactly one such root, over
    every real closed field.  Whether a number is zero, and its sign, are decided exactly.  Quotients and greatest common
    divisors are proposed, and what is used of them is checked by multiplication. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import polyrcf polyorder zify ssrZ.
From LCNCheck Require Import Variations Roots Arcs ArcsBelow Cover Integers Descartes Signs Certificates Modular.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.

(** ** Computation *)

Definition number : Type := seq Z.

(** The field of the root of [minimal] between [below] and [above]; [minimal] has the constant term first. *)
Record field : Type := Field { minimal : seq Z; below : point; above : point }.

Definition all_zero (s : seq Z) : bool := all (fun x => Z.eqb x Z0) s.

Fixpoint zclean (s : seq Z) : seq Z :=
  match s with
  | [::] => [::]
  | x :: s' => match x, zclean s' with Z0, [::] => [::] | _, t => x :: t end
  end.

Definition zminus (s t : seq Z) : seq Z := zadd s (zscale (Zneg xH) t).

(** Pseudo-division: [c], [q], [r] with [c s = q t + r] and [r] of smaller degree than [t]. *)
Fixpoint zdivide (fuel : nat) (t : seq Z) (c : Z) (q r : seq Z) : Z * (seq Z * seq Z) :=
  match fuel with
  | 0 => (c, (q, r))
  | S fuel' =>
    let r := zclean r in
    if size r < size t then (c, (q, r)) else
    let l := last Z0 t in let x := last Z0 r in let k := (size r - size t)%N in
    let g := Z.gcd l x in let l := Z.div l g in let x := Z.div x g in
    zdivide fuel' t (Z.mul l c) (zadd (zscale l q) (zshift k [:: x]))
      (zminus (zscale l r) (zscale x (zshift k t)))
  end.

Definition zdivided (s t : seq Z) : Z * (seq Z * seq Z) :=
  zdivide (size s).+1 (zclean t) (Zpos xH) [::] s.

(** A multiple of [s] by an integer that is not zero is a multiple of [t]. *)
Definition zdivides (t s : seq Z) : bool :=
  let: (c, (q, _)) := zdivided s t in
  ~~ Z.eqb c Z0 && all_zero (zminus (zscale c s) (zmul q t)).

Definition zcontent (s : seq Z) : Z := foldr Z.gcd Z0 s.

Fixpoint zgcd (fuel : nat) (s t : seq Z) : seq Z :=
  match fuel, t with
  | 0, _ | _, [::] => s
  | S fuel', _ =>
    let: (_, (_, r)) := zdivided s t in let g := zcontent r in
    zgcd fuel' t (if Z.eqb g Z0 then [::] else zclean (map (Z.div^~ g) r))
  end.

(** The number is zero: it is divided by [minimal], or by a divisor of [minimal] that changes its sign in the interval. *)
Definition field_zero (f : field) (c : number) : bool :=
  all_zero c || zdivides (minimal f) c ||
  let g := zgcd (size c + size (minimal f)).+1 (minimal f) (zclean c) in
  [&& zdivides g (minimal f), zdivides g c &
      opposite (zvalue (rev g) (below f)) (zvalue (rev g) (above f))].

Definition number_zero (f : option field) (c : number) : bool :=
  match f with None => if c is x :: _ then Z.eqb x Z0 else true | Some f => field_zero f c end.

(** There is exactly one root in the interval. *)
Definition check_field (f : field) : bool :=
  let w := rev (minimal f) in let l := below f in let r := above f in
  [&& Z.ltb Z0 l.2, Z.ltb Z0 r.2, Z.ltb (Z.mul l.1 r.2) (Z.mul r.1 l.2),
      ~~ Z.eqb (zvalue w l) Z0, ~~ Z.eqb (zvalue w r) Z0 &
      if zcount (zsubst l.1 r.1 l.2 r.2 w) is Some (z, v) then (z == 0%N) && (v == 1%N) else false].

Definition check_number_field (f : option field) : bool := if f is Some f then check_field f else true.

(** ** Signs *)

Definition zsign (z : Z) : comparison := Z.compare z Z0.

Definition nonnegative (s : seq Z) : bool := all (Z.leb Z0) s && ~~ all_zero s.

Definition reduced (t : point) : point :=
  let g := Z.gcd t.1 t.2 in if Z.ltb Z0 g then (Z.div t.1 g, Z.div t.2 g) else t.

Definition point_lt (s t : point) : bool := Z.ltb (Z.mul s.1 t.2) (Z.mul t.1 s.2).

Definition middle (l r : point) : point :=
  reduced (Z.add (Z.mul l.1 r.2) (Z.mul r.1 l.2), Z.mul (Zpos 2) (Z.mul l.2 r.2)).

(** The sign of the number, with the root between [l] and [r], by bisection; [None] if [fuel] does not suffice. *)
Fixpoint field_sign_from (fuel : nat) (m c : seq Z) (l r : point) : option comparison :=
  match fuel with
  | 0 => None
  | S fuel' =>
    if ~~ opposite (zvalue m l) (zvalue m r) then None else
    let s := zsubst l.1 r.1 l.2 r.2 c in
    if nonnegative s then Some Gt else if nonnegative (map Z.opp s) then Some Lt else
    let x := middle l r in
    if ~~ [&& Z.ltb Z0 x.2, point_lt l x & point_lt x r] then None else
    if opposite (zvalue m l) (zvalue m x) then field_sign_from fuel' m c l x
    else field_sign_from fuel' m c x r
  end.

Definition max_bisections : nat := 3000.

Definition number_sign (f : option field) (c : number) : option comparison :=
  match f with
  | None => Some (if c is x :: _ then zsign x else Eq)
  | Some f =>
    if field_zero f c then Some Eq
    else field_sign_from max_bisections (rev (minimal f)) (rev c) (below f) (above f)
  end.

(** ** Meaning *)

Local Open Scope ring_scope.

Section Meaning.

Variable R : rcfType.
Implicit Types (a x y : R) (s t : seq Z) (f : field) (c d : number).

Definition ev a (c : number) : R := (zpoly R c).[a].

Definition inside f a : Prop := num R (below f) < a < num R (above f).

(** What [a] is: any root in the interval; 0 where there is no field. *)
Definition field_root (f : option field) a : Prop :=
  match f with None => a = 0 | Some f => root (zpoly R (minimal f)) a /\ inside f a end.

Lemma all_zeroP s : all_zero s -> zpoly R s = 0.
Proof.
elim: s => [_|x s IH] /=; first by [].
by case/andP=> /Z.eqb_eq -> /IH e; rewrite zpoly_cons e zr0 mul0r addr0.
Qed.

Lemma zpolyB s t : zpoly R (zminus s t) = zpoly R s - zpoly R t.
Proof. by rewrite zpolyD zpolyZ -[Zneg xH]/(Z.opp (Zpos xH)) zrN zr1 scaleN1r. Qed.

Lemma zdividesP t s : zdivides t s -> exists (c : Z) q, zr R c != 0 /\ zr R c *: zpoly R s = q * zpoly R t.
Proof.
rewrite /zdivides; case: (zdivided _ _) => c [q r] /andP[/(zr_neq0 R) c0 /all_zeroP e].
by exists c, (zpoly R q); split=> //; apply/eqP; rewrite -subr_eq0 -zpolyZ -zpolyM -zpolyB e.
Qed.

Lemma zdivides_root t s a : zdivides t s -> root (zpoly R t) a -> root (zpoly R s) a.
Proof.
by case/zdividesP=> c [q [c0 e]] r; rewrite -(rootZ _ _ c0) e rootM r orbT.
Qed.

Lemma form_rev s : form R (rev s) = zpoly R s.
Proof. by rewrite formE revK. Qed.

Lemma size_zpoly_le s : (size (zpoly R s) <= (size s).-1.+1)%N.
Proof.
apply: leq_trans (leqSpred _); apply: leq_trans (size_Poly _) _.
by rewrite size_map.
Qed.

Lemma num_lt (l r : point) : Z.ltb Z0 l.2 -> Z.ltb Z0 r.2 -> Z.ltb (Z.mul l.1 r.2) (Z.mul r.1 l.2) -> num R l < num R r.
Proof.
move=> /(zr_lt R) l0 /(zr_lt R) r0 /(zr_lt R); rewrite !zrM => lr.
by rewrite /num ltr_pdivr_mulr // mulrAC ltr_pdivl_mulr.
Qed.

Lemma on_arcE (l r : point) x : Z.ltb Z0 l.2 -> Z.ltb Z0 r.2 ->
  on_arc (zr R l.1) (zr R l.2) (zr R r.1) (zr R r.2) x = (num R l <= x < num R r).
Proof.
move=> /(zr_lt R) l0 /(zr_lt R) r0; rewrite /on_arc /num subr_ge0 subr_lt0.
by rewrite ler_pdivr_mulr // ltr_pdivl_mulr // ![x * _]mulrC.
Qed.

(** There is exactly one number as the field says. *)
Theorem check_fieldP f : check_field f -> exists! a, field_root (Some f) a.
Proof.
case/and5P=> l0 r0 lr vl /andP[vr].
case cE: (zcount _) => [[z v]|] // /andP[/eqP zz /eqP vv]; rewrite {}zz {}vv in cE.
have [+ zE vE] := zcountP R cE.
set m := rev (minimal f) in vl vr cE zE vE *.
have m0 : m != [::] by apply: contraNneq vl => ->.
have nlr := num_lt l0 r0 lr.
rewrite -arc_of_zsubst // => nz; rewrite -arc_of_zsubst // in zE vE.
have p0 : form R m != 0.
  by apply: contraNneq nz => ->; rewrite /arc_of /arc_form /subst big1 // => i _; rewrite coef0 scale0r.
have [_ pn] := degreeP p0.
have lz : zr R (below f).2 != 0 by rewrite gt_eqF ?(zr_lt R l0).
have rz : zr R (above f).2 != 0 by rewrite gt_eqF ?(zr_lt R r0).
have up := room_arc p0 pn nz; rewrite (negPf lz) mul0n addn0 in up.
have lr' : zr R (below f).1 * zr R (above f).2 < zr R (above f).1 * zr R (below f).2.
  by rewrite -!zrM; apply: zr_lt.
have lo := arc_room (ltW (zr_lt R l0)) (ltW (zr_lt R r0)) lr' p0 pn nz.
rewrite (negPf lz) mul0n addn0 in lo.
have one : nroots (on_arc (pt R (below f)).1 (pt R (below f)).2 (pt R (above f)).1 (pt R (above f)).2) (form R m) = 1%N.
  by apply/eqP; rewrite eqn_leq (leq_trans up) ?(leq_trans _ lo) // /room ?zE ?vE.
have mE : form R m = zpoly R (minimal f) by rewrite form_rev.
have nl : ~~ root (form R m) (num R (below f)).
  apply: contraNN vl => /rootP rt; have := zvalueP lz m0; rewrite rt mulr0.
  by case: (zvalue _ _) => // c /eqP; rewrite ?(gt_eqF (zr_pos _ _)) ?(lt_eqF (zr_neg _ _)).
have [x [q [xD q0 pE qk]]] := nroots_peel p0 one.
rewrite on_arcE // in xD.
have rx : root (form R m) x by rewrite pE rootM root_XsubC eqxx.
exists x; split=> [|y [ry /andP[yl yr]]]; first split; rewrite -?mE //.
  case/andP: xD => lx xr; rewrite /inside xr andbT lt_neqAle lx andbT.
  by apply: contraNneq nl => ->.
rewrite -mE pE rootM root_XsubC in ry; case/orP: ry => [/eqP //|ry].
suff : (0 < 0)%N by [].
rewrite -{2}qk; apply: leq_trans (_ : (\mu_y q <= _)%N); first by rewrite mu_gt0.
by apply: mu_nroots => //; rewrite on_arcE // (ltW yl).
Qed.

Lemma field_zeroP f c a : check_field f -> field_root (Some f) a -> field_zero f c -> ev a c = 0.
Proof.
move=> ok fa; have [ra ia] := fa; rewrite /field_zero -orbA => /or3P[/all_zeroP e|d|].
- by rewrite /ev e horner0.
- by apply/rootP; apply: zdivides_root d ra.
set g := zgcd _ _ _ => /and3P[gm gc op].
have [/and5P[l0 r0 lr _ _]] := ok.
have g0 : rev g != [::] by apply: contraTneq op => ->.
have := opposite_values g0 (zr_lt R l0) (zr_lt R r0) op; rewrite !form_rev.
case/(root_between (ltW (num_lt l0 r0 lr))) => b ib rb.
have [x [_ uniq]] := check_fieldP ok.
have <- : b = a by rewrite -(uniq _ fa) [RHS](uniq b) //; split=> //; apply: zdivides_root rb.
by apply/rootP; apply: zdivides_root rb.
Qed.

Lemma number_zeroP (f : option field) c a : check_number_field f -> field_root f a -> number_zero f c -> ev a c = 0.
Proof.
case: f => [f|] /=; first exact: field_zeroP.
move=> _ ->; case: c => [|x c] /=; first by rewrite /ev /zpoly /= horner0.
by move=> /Z.eqb_eq ->; rewrite /ev zpoly_cons hornerMXaddC mulr0 add0r zr0.
Qed.

Lemma evD a c d : ev a (zadd c d) = ev a c + ev a d.
Proof. by rewrite /ev zpolyD hornerD. Qed.

Lemma evM a c d : ev a (zmul c d) = ev a c * ev a d.
Proof. by rewrite /ev zpolyM hornerM. Qed.

Lemma evZ a z c : ev a (zscale z c) = zr R z * ev a c.
Proof. by rewrite /ev zpolyZ hornerZ. Qed.

Lemma ev1 a z : ev a [:: z] = zr R z.
Proof. by rewrite /ev zpoly_cons hornerMXaddC /zpoly /= horner0 mul0r add0r. Qed.

Lemma ev_nil a : ev a [::] = 0.
Proof. by rewrite /ev /zpoly /= horner0. Qed.

(** ** Signs *)

Definition has_sign (x : R) (c : comparison) : Prop := match c with Lt => x < 0 | Eq => x = 0 | Gt => 0 < x end.

Lemma zsignP z : has_sign (zr R z) (zsign z).
Proof. by case: z => [|z|z] /=; [rewrite zr0 | exact: zr_pos | exact: zr_neg]. Qed.

Lemma nonnegativeP s u : 0 < u -> nonnegative s -> 0 < (zpoly R s).[u].
Proof.
move=> u0 /andP[s0 nz]; have zr_ge0 z : Z.leb Z0 z -> 0 <= zr R z.
  by case: z => // z _; apply/ltW/zr_pos.
have ge0 t : all (Z.leb Z0) t -> 0 <= (zpoly R t).[u].
  elim: t => [_|z t IH] /=; first by rewrite /zpoly /= horner0.
  by case/andP=> /zr_ge0 z0 /IH t0; rewrite zpoly_cons hornerMXaddC addr_ge0 // mulr_ge0 // ltW.
elim: s s0 nz => // z s IH /= /andP[z0 s0]; rewrite negb_and => nz.
rewrite zpoly_cons hornerMXaddC; have [e|ne] := boolP (all_zero s).
  move: nz; rewrite e orbF => nz; apply: ltr_paddl; first by rewrite mulr_ge0 ?ge0 // ltW.
  by rewrite lt0r zr_ge0 // zr_neq0.
by apply: ltr_paddr; rewrite ?zr_ge0 // mulr_gt0 // IH.
Qed.

Lemma zpoly_opp s : zpoly R (map Z.opp s) = - zpoly R s.
Proof.
elim: s => [|z s IH] /=; first by rewrite /zpoly /= oppr0.
by rewrite !zpoly_cons IH zrN polyCN mulNr opprD.
Qed.

Lemma zsubst_value l r (c : seq Z) a : c != [::] -> Z.ltb Z0 l.2 -> Z.ltb Z0 r.2 -> num R l < a < num R r ->
  exists u k, [/\ 0 < u, 0 < k & (zpoly R (zsubst l.1 r.1 l.2 r.2 c)).[u] = k * (form R c).[a]].
Proof.
move=> c0 /(zr_lt R) l0 /(zr_lt R) r0; rewrite /num ltr_pdivr_mulr // ltr_pdivl_mulr // => /andP[la ar].
pose x := a * zr R l.2 - zr R l.1; pose y := zr R r.1 - a * zr R r.2.
have x0 : 0 < x by rewrite subr_gt0.
have y0 : 0 < y by rewrite subr_gt0.
have u0 : 0 < x / y by rewrite divr_gt0.
have B0 : 0 < zr R l.2 + zr R r.2 * (x / y) by rewrite addr_gt0 // mulr_gt0.
exists (x / y), ((zr R l.2 + zr R r.2 * (x / y)) ^+ (size c).-1); split=> //; first by rewrite exprn_gt0.
have BE : ((zr R l.2)%:P + zr R r.2 *: 'X).[x / y] = zr R l.2 + zr R r.2 * (x / y) by rewrite !hornerE.
have AE : ((zr R l.1)%:P + zr R r.1 *: 'X).[x / y] = zr R l.1 + zr R r.1 * (x / y) by rewrite !hornerE.
rewrite zpoly_subst // horner_subst_field ?BE ?AE ?gt_eqF //; last first.
  by rewrite prednK ?lt0n ?size_eq0 // size_form.
congr (_ * _.[_]); apply: (mulIf (x := zr R l.2 + zr R r.2 * (x / y))); first by rewrite gt_eqF.
rewrite divfK ?gt_eqF //; have : y * (x / y) = x by rewrite mulrC divfK ?gt_eqF.
move: (x / y) => w; rewrite /x /y mulrBl => /eqP; rewrite subr_eq => /eqP ->.
by rewrite addrA [zr R l.1 + _]addrC subrK mulrDr mulrA.
Qed.

Lemma field_sign_fromP f c fuel l r a (s : comparison) : check_field f -> field_root (Some f) a -> c != [::] ->
  Z.ltb Z0 l.2 -> Z.ltb Z0 r.2 -> num R (below f) <= num R l -> num R r <= num R (above f) -> num R l < num R r ->
  field_sign_from fuel (rev (minimal f)) (rev c) l r = Some s -> has_sign (ev a c) s.
Proof.
move=> ok fa c0; have [x [_ uniq]] := check_fieldP ok.
elim: fuel l r => //= k IH l r l0 r0 bl ra lr; case: ifP => // /negbFE op.
have m0 : rev (minimal f) != [::] by apply: contraTneq op => ->.
have ia : num R l < a < num R r.
  have := opposite_values m0 (zr_lt R l0) (zr_lt R r0) op; rewrite form_rev.
  case/(root_between (ltW lr)) => b ib rb; have <- // : b = a.
  rewrite -(uniq _ fa) [RHS](uniq b) //; split=> //; case/andP: ib => lb br.
  by rewrite /inside (le_lt_trans bl lb) (lt_le_trans br ra).
have rc0 : rev c != [::] by rewrite -size_eq0 size_rev size_eq0.
have [u [w [u0 w0 e]]] := zsubst_value rc0 l0 r0 ia; rewrite form_rev -/(ev a c) in e.
case: ifP => [/(nonnegativeP u0)|_]; first by rewrite e pmulr_rgt0 // => pos [<-].
case: ifP => [/(nonnegativeP u0)|_].
  by rewrite zpoly_opp hornerN e -mulrN pmulr_rgt0 // oppr_gt0 => neg [<-].
case: ifP => // /negbFE/and3P[x0 lx xr].
have nlx := num_lt l0 x0 lx; have nxr := num_lt x0 r0 xr.
case: ifP => _; apply: IH => //; first exact: le_trans (ltW nxr) ra.
exact: le_trans bl (ltW nlx).
Qed.

Local Opaque max_bisections.

Lemma number_signP (f : option field) c a (s : comparison) : check_number_field f -> field_root f a ->
  number_sign f c = Some s -> has_sign (ev a c) s.
Proof.
case: f => [f|] /= ok.
  move=> fa; case: ifP => [/(field_zeroP ok fa) z [<-] //|nz].
  have [/and5P[l0 r0 lr _ _]] := ok; apply: field_sign_fromP => //; last exact: num_lt.
  by apply: contraFneq nz => ->.
move=> ->; case: c => [|z c] [<-] /=; first by rewrite /ev /zpoly /= horner0.
by rewrite /ev zpoly_cons hornerMXaddC mulr0 add0r; exact: zsignP.
Qed.

End Meaning.
