(* Reads certificate files (docs/certificate-format.md) and runs the checker that Coq extracted on them.

   Trusted: this reader, which turns JSON into the checker's claim; Yojson and Zarith, which it uses for that; Coq's
   extraction; the OCaml compiler. Not trusted: whoever wrote the certificate. The checker computes with Coq's own
   binary integers, no theorem of theirs is replaced by an axiom about a library. What is printed after "accepted" is
   written from the claim that the checker was given.

   One line a file: accepted, rejected, given up or not understood. Exit status 0 if all are accepted, 1 if one is
   rejected or given up, 2 if one is not understood. *)

module Big = Z (* Zarith, before the extracted module Z hides it *)

open Kernel

exception Unknown of string

let fail what = raise (Unknown what)

(* What the checker would reject, found before the work that it would cost to ask it. *)
exception Wrong

(* The time allowed for one file is over. *)
exception Late

(* Text of others in a line of the answer: no other line, nothing for the terminal, not long. *)
let shown s = String.escaped (if String.length s > 40 then String.sub s 0 40 ^ "..." else s)

(* Integers and rationals *)

let rec positive n =
  if Big.equal n Big.one then XH
  else
    let half = positive (Big.shift_right n 1) in
    if Big.testbit n 0 then XI half else XO half

let integer n = if Big.sign n = 0 then Z0 else if Big.sign n > 0 then Zpos (positive n) else Zneg (positive (Big.neg n))

let natural n = List.fold_left (fun m _ -> S m) O (List.init n Fun.id)

let binary n = match integer n with Zpos p -> Npos p | _ -> N0

let max_digits = 4000

let is_digits s =
  s <> "" && String.length s <= max_digits
  && String.for_all (fun c -> c >= '0' && c <= '9') s
  && (s = "0" || s.[0] <> '0')

(* A rational in its only spelling: p or p/q in lowest terms, q > 1. *)
let rational = function
  | `String s ->
      let negative = s <> "" && s.[0] = '-' in
      let digits = if negative then String.sub s 1 (String.length s - 1) else s in
      let top, bottom =
        match String.split_on_char '/' digits with
        | [ p ] when is_digits p -> (Big.of_string p, Big.one)
        | [ p; q ] when is_digits p && is_digits q && q <> "0" && q <> "1" -> (Big.of_string p, Big.of_string q)
        | _ -> fail "a rational"
      in
      if Big.sign top = 0 && (negative || not (Big.equal bottom Big.one)) then fail "a rational";
      if not (Big.equal (Big.gcd top bottom) Big.one || Big.equal bottom Big.one) then fail "a rational in lowest terms";
      Q.make (if negative then Big.neg top else top) bottom
  | _ -> fail "a rational"

let whole json =
  let q = rational json in
  if Big.equal (Q.den q) Big.one then Q.num q else fail "an integer"

let int_from least most = function `Int n when least <= n && n <= most -> n | _ -> fail "a small integer"

(* JSON *)

let max_bytes = 16 * 1024 * 1024
let max_depth = 64

(* Yojson reads more than JSON: comments, tuples, variants, bare keys, NaN. Outside of strings this lets through what a
   certificate may have, nested not too deep for the stack; Yojson checks the rest. *)
let check_plain text =
  let length = String.length text in
  if length > max_bytes then fail "a file of 16 MiB at most";
  let word w i = i + String.length w <= length && String.sub text i (String.length w) = w in
  let rec outside i depth =
    if depth > max_depth then fail "JSON that is not nested so deep";
    if i < length then
      match text.[i] with
      | '"' -> inside (i + 1) depth
      | '[' | '{' -> outside (i + 1) (depth + 1)
      | ']' | '}' -> outside (i + 1) (depth - 1)
      | ',' | ':' | '-' | '0' .. '9' | ' ' | '\t' | '\n' | '\r' -> outside (i + 1) depth
      | 'n' when word "null" i -> outside (i + 4) depth
      | 't' when word "true" i -> outside (i + 4) depth
      | 'f' when word "false" i -> outside (i + 5) depth
      | _ -> fail "JSON without other characters"
  and inside i depth =
    if i < length then
      match text.[i] with
      | '"' -> outside (i + 1) depth
      | '\\' -> inside (i + 2) depth
      | _ -> inside (i + 1) depth
  in
  outside 0 0

(* Objects have exact keys *)

let fields keys = function
  | `Assoc pairs when List.sort compare (List.map fst pairs) = List.sort compare keys ->
      fun key -> List.assoc key pairs
  | _ -> fail ("an object with the keys " ^ String.concat ", " keys)

let has key = function `Assoc pairs -> List.mem_assoc key pairs | _ -> false

let kind = function
  | `Assoc pairs -> ( match List.assoc_opt "kind" pairs with Some (`String s) -> s | _ -> fail "a kind")
  | _ -> fail "an object"

let items ?(most = 200_000) f = function
  | `List l when List.compare_length_with l most <= 0 -> List.map f l
  | `List _ -> fail ("a list of " ^ string_of_int most ^ " at most")
  | _ -> fail "a list"

(* Numbers of the field of degree d: lists of rationals, of length 1 or d. *)
let number d = function
  | `List _ as json when d > 1 ->
      let parts = items rational json in
      if List.length parts <> d || List.for_all (fun q -> Big.sign (Q.num q) = 0) (List.tl parts) then
        fail "a number that is no rational";
      parts
  | json -> [ rational json ]

(* A positive common denominator, and the numbers times it. *)
let cleared numbers =
  let unit = List.fold_left (List.fold_left (fun m q -> Big.lcm m (Q.den q))) Big.one numbers in
  (unit, List.map (List.map (fun q -> Big.mul (Q.num q) (Big.divexact unit (Q.den q)))) numbers)

let form d json = match items ~most:2049 (number d) json with [] -> fail "a coefficient" | numbers -> numbers

let coefficients numbers =
  let unit, ints = cleared numbers in
  { numerators = List.map (List.map integer) ints; denominator = integer unit }

(* Evidence *)

let point json =
  let q = rational json in
  (integer (Q.num q), integer (Q.den q))

let places json = match items ~most:20_000 point json with [] -> fail "a point" | found -> found

let count key json = if key = "points" then Points (places json) else Breakpoints (places json)

(* A factor as read: multiplicity, coefficients, and how its roots are counted. *)
let factor keys d json =
  let key = if has "points" json && List.mem "points" keys then "points" else "breakpoints" in
  let get = fields [ "multiplicity"; "form"; key ] json in
  let m = int_from 1 2048 (get "multiplicity") and form = form d (get "form") in
  if List.length form < 2 then fail "a form of degree 1 at least";
  (m, form, count key (get key))

let rec increasing = function a :: (b :: _ as rest) -> a < b && increasing rest | _ -> true

(* The product must be right at some points modulo a prime, before it is multiplied out. *)
let prime = Big.sub (Big.shift_left Big.one 61) Big.one

let modulo q = Big.erem (Big.mul (Q.num q) (Big.invert (Q.den q) prime)) prime

let value x form =
  List.fold_left (fun v q -> Big.erem (Big.add (Big.mul v x) (modulo (List.hd q))) prime) Big.zero form

let agree filter scalar read =
  List.for_all
    (fun x ->
      let x = Big.of_int x in
      let power v (m, form, _) = Big.erem (Big.mul v (Big.powm (value x form) (Big.of_int m) prime)) prime in
      Big.equal (value x filter) (List.fold_left power (modulo (List.hd scalar)) read))
    [ 2; 3; 1_000_003 ]

let unless_zero_denominator f = try f () with Division_by_zero -> true

(* The factors with the filter as their product: d * (the cleared filter) = c * (the product of the powers). *)
let product d filter scalar read =
  if not (increasing (List.map (fun (m, _, _) -> m) read)) then fail "increasing multiplicities";
  let size = List.fold_left (fun n (m, form, _) -> n + (m * (List.length form - 1))) 1 read in
  if size <> List.length filter then raise Wrong;
  if d = 1 && not (unless_zero_denominator (fun () -> agree filter scalar read)) then raise Wrong;
  let unit, top = cleared [ scalar ] in
  let denominator = List.fold_left (fun v (m, form, _) -> Big.mul v (Big.pow (fst (cleared form)) m)) unit read in
  let own = fst (cleared filter) in
  (denominator, List.map (fun z -> Big.mul own z) (List.hd top))

let numbered (m, form, nfactor_count) =
  { nmultiplicity = natural m; nfactor_form = List.map (List.map integer) (snd (cleared form)); nfactor_count }

(* Over the rationals, where roots are counted in patterns. *)
let plain (m, form, factor_count) =
  { multiplicity = natural m; factor_form = List.map integer (List.concat (snd (cleared form))); factor_count }

(* Over a field d the evidence also has a prime modulo which Euclid's algorithm must not meet a non-unit, in
   (Z/p)[x]/(m). Coq does not need that; the format demands it, so what fails there is rejected. *)
let squarefree_residues m p forms =
  let md x = Big.erem x p in
  let inverse x = try Big.invert (md x) p with Division_by_zero -> raise Wrong in
  let monic = List.map (fun c -> md (Big.mul c (inverse (List.nth m (List.length m - 1))))) m in
  let trimmed zero l = List.rev (let rec go = function x :: r when zero x -> go r | r -> r in go (List.rev l)) in
  let rec combined f a b =
    match (a, b) with
    | x :: a, y :: b -> f x y :: combined f a b
    | [], b -> List.map (f Big.zero) b
    | a, [] -> List.map (fun x -> f x Big.zero) a
  in
  let minus = combined (fun x y -> md (Big.sub x y)) and plus = combined (fun x y -> md (Big.add x y)) in
  let scaled c = List.map (fun x -> md (Big.mul c x)) in
  let rec times a b = match a with [] -> [] | x :: a -> plus (scaled x b) (Big.zero :: times a b) in
  let strip = trimmed (fun x -> Big.sign x = 0) in
  let shifted n l = List.init n (fun _ -> Big.zero) @ l in
  let last l = List.nth l (List.length l - 1) in
  (* quotient and remainder in (Z/p)[x] *)
  let rec divided q f g =
    let f = strip f in
    let n = List.length f - List.length g in
    if f = [] || n < 0 then (q, f)
    else
      let c = md (Big.mul (last f) (inverse (last g))) in
      divided (plus q (shifted n [ c ])) (minus f (shifted n (scaled c g))) g
  in
  let reduced a = snd (divided [] a monic) in
  let multiply a b = reduced (times a b) in
  let unit a =
    let rec go before rest t s =
      if List.length rest > 1 then
        let q, following = divided [] before rest in
        go rest following s (strip (minus t (times q s)))
      else scaled (inverse (match rest with x :: _ -> x | [] -> Big.zero)) s
    in
    go monic (strip a) [] [ Big.one ]
  in
  (* the same for polynomials over this ring *)
  let is_zero a = strip a = [] in
  let rec combine f a b =
    match (a, b) with
    | x :: a, y :: b -> f x y :: combine f a b
    | [], b -> List.map (f []) b
    | a, [] -> List.map (fun x -> f x []) a
  in
  let rec product a b =
    match a with [] -> [] | x :: a -> combine plus (List.map (multiply x) b) ([] :: product a b)
  in
  let rec remainder f g lead =
    let f = trimmed is_zero f in
    let n = List.length f - List.length g in
    if n < 0 then f
    else
      let c = multiply (last f) lead in
      remainder (combine minus f (List.init n (fun _ -> []) @ List.map (multiply c) g)) g lead
  in
  let rec last_remainder f g = if g = [] then f else last_remainder g (remainder f g (unit (last g))) in
  let f = List.fold_left (fun f form -> product f (List.rev_map reduced form)) [ [ Big.one ] ] forms in
  ignore (unit (last f));
  let derivative = List.tl (List.mapi (fun i c -> scaled (Big.of_int i) c) f) in
  List.length (last_remainder f (trimmed is_zero derivative)) = 1

(* The integer coefficients, without those at the front that are zero; at most one of all factors may be. *)
let without_infinity field read =
  let rec drop n = function
    | c :: rest when number_zero field (List.map integer c) -> drop (n + 1) rest
    | rest -> (n, rest)
  in
  let found = List.map (fun (_, form, _) -> drop 0 (snd (cleared form))) read in
  if List.fold_left (fun n (k, _) -> n + k) 0 found > 1 then raise Wrong;
  List.map snd found

let minimal_integers field =
  let rec value = function XH -> Big.one | XO p -> Big.shift_left (value p) 1 | XI p -> Big.succ (Big.shift_left (value p) 1) in
  let signed = function Z0 -> Big.zero | Zpos p -> value p | Zneg p -> Big.neg (value p) in
  match field with Some f -> List.map signed f.minimal | None -> [ Big.zero; Big.one ]

let factored field d filter with_prime modulus json =
  let get = fields [ "kind"; "scalar"; "factors"; "prime" ] json in
  let read = items (factor [ "points"; "breakpoints" ] d) (get "factors") and scalar = number d (get "scalar") in
  match (get "prime", with_prime) with
  | `Null, false ->
      let denominator, c = product d filter scalar read in
      ByRoots (NFactored (integer denominator, List.map integer c, List.map numbered read))
  | prime, true ->
      let p = modulus prime in
      let denominator, c = product d filter scalar read in
      if d > 1 then (
        let forms = without_infinity field read in
        if not (squarefree_residues (minimal_integers field) (whole prime) forms) then raise Wrong;
        ByFieldPattern (integer denominator, List.map integer c, List.map numbered read))
      else ByPattern (integer denominator, integer (List.hd c), List.map plain read, p)
  | _ -> fail "the prime null"

let modulus json =
  let p = whole json in
  if Big.leq p Big.one || Big.numbits p > 128 then fail "a prime above 1 of 128 bits at most";
  integer p

let counted key json = ByRoots (NCounted (count key (fields [ "kind"; key ] json key)))

(* For one level of stride one, all roots of which are counted. *)
let divisors d levels filter json =
  match (fields [ "kind"; "levels" ] json "levels", levels) with
  | `List [ level ], `Stride_one ->
      let get = fields [ "cofactor"; "factors"; "prime" ] level in
      ignore (modulus (get "prime"));
      let scalar = match form d (get "cofactor") with [ c ] -> c | _ -> raise Wrong in
      let read = items (factor [ "breakpoints" ] d) (get "factors") in
      let zero = function Breakpoints bs -> List.exists (fun (p, _) -> p = Z0) bs | Points _ -> false in
      let denominator, c = product d filter scalar read in
      if not (List.for_all (fun (_, _, found) -> zero found) read) then raise Wrong;
      ByDivisors (integer denominator, List.map integer c, List.map numbered read)
  | _ -> fail "divisors for one level of stride one"

(* The evidence, for the sizes of the layers and the filter. *)
let read_proof ?(levels = `Other) (d, field) sizes filter with_prime json =
  match kind json with
  | "arithmetic" -> ignore (fields [ "kind" ] json "kind"); ByArithmetic
  | "sign-changes" -> counted "points" json
  | "descartes" -> counted "breakpoints" json
  | "factored" -> factored field d filter with_prime modulus json
  | "divisors" -> divisors d levels filter json
  | "filters" ->
      let ws = items ~most:10_000 (form d) (fields [ "kind"; "filters" ] json "filters") in
      if List.map List.length ws <> sizes then fail "filters of the sizes of the layers";
      ByFilters (List.map coefficients ws)
  | "packing" ->
      let colour json = match int_from (-2048) 2048 json with 0 -> fail "a colour" | n -> integer (Big.of_int n) in
      let bins = items ~most:10_000 (items ~most:2048 colour) (fields [ "kind"; "bins" ] json "bins") in
      if List.compare_lengths bins sizes <> 0 then fail "a bin for every layer";
      ByPacking bins
  | "classes" ->
      let get = fields [ "kind"; "prime"; "stride" ] json in
      if d > 1 then fail "a rational filter, for evidence of this kind";
      let stride = int_from 1 1_000_000_000 (get "stride") and p = modulus (get "prime") in
      if stride > 2048 then raise Wrong;
      ByClasses (binary (Big.of_int stride), p)
  | "jacobian" ->
      let get = fields [ "kind"; "filters"; "prime" ] json in
      let p = whole (get "prime") in
      if Big.leq p Big.one || Big.geq p (Big.shift_left Big.one 31) then fail "a prime from 2 to 2^31";
      let ws = items ~most:10_000 (items ~most:2049 whole) (get "filters") in
      if List.map List.length ws <> sizes then fail "filters of the sizes of the layers";
      ByJacobian (List.map (List.map (fun w -> integer (Big.erem w p))) ws, integer p)
  | "hessian" -> ignore (fields [ "kind" ] json "kind"); ByHessian
  | other -> fail ("evidence of a kind within reach; found " ^ shown other)

(* The kinds of evidence that the format admits for a claim. *)
let admitted claim evidence =
  List.mem claim
    (match evidence with
    | "sign-changes" -> [ "member"; "interior" ]
    | "descartes" -> [ "not-member"; "not-filling" ]
    | "factored" -> [ "member"; "not-member"; "not-filling"; "boundary"; "pattern"; "fibre-count" ]
    | "filters" -> [ "member"; "factorization" ]
    | "packing" -> [ "compatible" ]
    | "divisors" -> [ "member"; "not-member" ]
    | "classes" -> [ "not-member"; "not-complex-member"; "not-filling" ]
    | "jacobian" -> [ "full-dimensional"; "dimension" ]
    | "hessian" -> [ "exact-critical-point"; "exact-spurious-minimum" ]
    | _ -> [ "member"; "complex-member"; "interior"; "boundary"; "filling"; "not-compatible"; "satisfies"; "violates";
        "not-full-dimensional" ])

(* Claims *)

let any_stride =
  [ "member"; "not-member"; "complex-member"; "not-complex-member"; "factorization"; "not-filling"; "not-full-dimensional"; "dimension";
    "exact-critical-point"; "exact-spurious-minimum" ]

(* Sizes and strides, and the size of the filter. *)
let architecture name json =
  let get = fields [ "k"; "s" ] json in
  let k = items ~most:10_000 (int_from 1 2049) (get "k") in
  let s = items ~most:10_000 (int_from 1 1_000_000_000) (get "s") in
  if k = [] || List.length k <> List.length s then fail "as many strides as sizes";
  let degree, _ =
    List.fold_left2
      (fun (degree, stride) k_i s_i ->
        if k_i > 1 && stride > 1 && not (List.mem name any_stride) then fail "an architecture of stride one";
        let degree = degree + ((k_i - 1) * min stride 4096) in
        if degree > 2048 then fail "a degree of 2048 at most";
        (degree, min 4096 (stride * s_i)))
      (0, 1) k s
  in
  (k, List.map2 (fun k_i s_i -> (natural k_i, binary (Big.of_int s_i))) k s, degree + 1)

(* The multiplicities on one side of the bar: 0, digits, or numbers with commas. *)
let side s =
  let number d = if is_digits d && d <> "0" && String.length d <= 4 then int_of_string d else fail "a multiplicity" in
  if s = "0" then []
  else if String.contains s ',' then
    let parts = String.split_on_char ',' s in
    List.map number (match List.rev parts with "" :: [ one ] -> [ one ] | _ -> parts)
  else List.map (fun c -> number (String.make 1 c)) (List.of_seq (String.to_seq s))

(* The only spelling of multiplicities is in ascending order, with commas where one exceeds 9, after it if it is alone. *)
let spelled multiplicities =
  match List.map string_of_int (List.sort compare multiplicities) with
  | [] -> "0"
  | words when List.for_all (fun w -> String.length w = 1) words -> String.concat "" words
  | [ word ] -> word ^ ","
  | words -> String.concat "," words

let spelled_pattern (real, pairs) = spelled real ^ "|" ^ spelled pairs

let pattern json =
  let text = match json with `String s when String.length s <= 100_000 -> s | _ -> fail "a pattern" in
  match String.split_on_char '|' text with
  | [ a; b ] -> (text, (side a, side b))
  | _ -> fail "a pattern with one bar"

let total = List.fold_left ( + ) 0

(* In a claim another spelling is not the pattern's. *)
let require_spelled (text, parts) = if spelled_pattern parts <> text then raise Wrong

let relation = function
  | `String "<" -> Below | `String "=" -> Equal | `String ">" -> Above
  | `String "<=" -> AtMostZero | `String ">=" -> AtLeastZero | `String "!=" -> NotZero
  | _ -> fail "a relation"

let formula size json =
  let terms = ref 0 in
  let term = function
    | `List [ c; exponents ] ->
        incr terms;
        let exponents = items (int_from 0 1000) exponents in
        if List.length exponents <> size || !terms > 100_000 then fail "an exponent for every coefficient";
        (total exponents, (integer (whole c), List.map natural exponents))
    | _ -> fail "a coefficient and exponents"
  in
  let condition json =
    let get = fields [ "polynomial"; "relation" ] json in
    let read = items term (get "polynomial") in
    (match read with
    | (n, _) :: rest -> if List.exists (fun (m, _) -> m <> n) rest then fail "a homogeneous polynomial"
    | [] -> ());
    (List.map snd read, relation (get "relation"))
  in
  items ~most:1000 (items ~most:100 condition) json

(* The Gram matrix, which is symmetric, and the target, of a known size. *)
let square_loss size json =
  let get = fields [ "gram"; "target" ] json in
  let row json = match items rational json with r when List.length r = size -> r | _ -> fail "numbers of the filter's size" in
  let gram =
    match get "gram" with
    | `Null -> None
    | json ->
        let rows = items row json in
        let symmetric = List.for_all Fun.id (List.mapi (fun i r -> List.map (fun r -> List.nth r i) rows = r) rows) in
        if List.length rows <> size || not symmetric then fail "a symmetric matrix";
        let unit, flat = cleared (List.map (fun q -> [ q ]) (List.concat rows)) in
        let entries = List.map (List.map integer) flat in
        Some (List.init size (fun i -> List.filteri (fun j _ -> j / size = i) entries), integer unit)
  in
  { gram; target = coefficients (List.map (fun q -> [ q ]) (row (get "target"))) }

(* A filter for every layer. *)
let layers d k json =
  let read = items ~most:10_000 (form d) json in
  if List.map List.length read <> k then fail "filters of the sizes of the layers";
  List.map coefficients read

(* The claim, and a function that reads its evidence. *)
let read_claim (d, field) json =
  let name = kind json in
  let naturals = List.map natural in
  let get keys = fields ("kind" :: keys) json in
  let about_filter key further =
    let get = get ("architecture" :: key :: further) in
    let k, design, size = architecture name (get "architecture") in
    let filter = form d (get key) in
    if List.length filter <> size then fail "a filter that fits the architecture";
    (get, k, design, filter, coefficients filter)
  in
  match name with
  | "member" | "not-member" ->
      let _, k, a, filter, w = about_filter "filter" [] in
      let positive = List.length (List.filter (fun k_i -> k_i > 1) k) > 0 and size = List.length filter in
      let one = positive && size = List.fold_left (fun n k_i -> n + k_i - 1) 1 k in
      (ClaimMember (name = "member", a, w), read_proof ~levels:(if one then `Stride_one else `Other) (d, field) k filter false)
  | "complex-member" ->
      let _, k, a, filter, w = about_filter "filter" [] in
      (ClaimComplexMember (a, w), read_proof (d, field) k filter false)
  | "not-complex-member" ->
      let _, k, a, filter, w = about_filter "filter" [] in
      (ClaimNotComplexMember (a, w), read_proof (d, field) k filter false)
  | "interior" ->
      let _, k, a, filter, w = about_filter "filter" [] in
      (ClaimInterior (a, w), read_proof (d, field) k filter false)
  | "boundary" ->
      let _, k, a, filter, w = about_filter "filter" [] in
      (ClaimBoundary (a, w), read_proof (d, field) k filter false)
  | "not-filling" ->
      let _, k, a, filter, w = about_filter "witness" [] in
      (ClaimNotFilling (a, w), read_proof (d, field) k filter false)
  | "factorization" ->
      let _, k, a, filter, w = about_filter "filter" [] in
      (ClaimFactorization (a, w, []), read_proof (d, field) k filter false)
  | "fibre-count" ->
      let get, k, a, filter, w = about_filter "filter" [ "compatible"; "count" ] in
      let simple = match get "compatible" with `Bool b -> b | _ -> fail "true or false" in
      let n = whole (get "count") in
      if Big.sign n < 0 then fail "a number that is not negative";
      (ClaimFibreCount (a, w, simple, binary n), read_proof (d, field) k filter true)
  | "filling" ->
      let k, a, _ = architecture name (get [ "architecture" ] "architecture") in
      (ClaimFilling a, read_proof (d, field) k [] false)
  | "full-dimensional" | "not-full-dimensional" ->
      let k, a, _ = architecture name (get [ "architecture" ] "architecture") in
      ( (if name = "full-dimensional" then ClaimFullDimensional a else ClaimNotFullDimensional a),
        read_proof (d, field) k [] false )
  | "dimension" ->
      let get = get [ "architecture"; "dimension" ] in
      let k, a, _ = architecture name (get "architecture") in
      (ClaimDimension (a, natural (int_from 1 2049 (get "dimension"))), read_proof (d, field) k [] false)
  | "exact-critical-point" | "exact-spurious-minimum" ->
      let last = if name = "exact-critical-point" then "nature" else "filters" in
      let get = get [ "architecture"; "loss"; "layers"; "value"; last ] in
      let k, a, size = architecture name (get "architecture") in
      if total k - List.length k + 1 > 64 || size > 256 then fail "64 unknowns and filters of size 256 at most";
      let l = square_loss size (get "loss") and ws = layers d k (get "layers") in
      let v = match coefficients [ number d (get "value") ] with
        | { numerators = [ c ]; denominator } -> (c, denominator)
        | _ -> fail "a number"
      in
      let claim =
        match (last, get last) with
        | "filters", json -> ClaimSpuriousMinimum (a, l, ws, v, layers d k json)
        | _, `Null -> ClaimCriticalPoint (a, l, ws, v, Open)
        | _, `String "minimum" -> ClaimCriticalPoint (a, l, ws, v, Minimum)
        | _, `String "maximum" -> ClaimCriticalPoint (a, l, ws, v, Maximum)
        | _, `String "saddle" -> ClaimCriticalPoint (a, l, ws, v, Saddle)
        | _ -> fail "a nature or null"
      in
      (claim, read_proof (d, field) k [] false)
  | "pattern" ->
      let get = get [ "filter"; "pattern" ] in
      let filter = form d (get "filter") and (_, (real, pairs) as read) = pattern (get "pattern") in
      ( ClaimPattern (coefficients filter, naturals real, naturals pairs),
        fun evidence ->
          let found = read_proof (d, field) [] filter true evidence in
          require_spelled read; found )
  | "compatible" | "not-compatible" ->
      let get = get [ "architecture"; "pattern" ] in
      let k, a, size = architecture name (get "architecture") and (_, (real, pairs) as read) = pattern (get "pattern") in
      if total real + (2 * total pairs) <> size - 1 then fail "a pattern that fits the architecture";
      ( ClaimCompatible (name = "compatible", a, naturals real, naturals pairs),
        fun evidence ->
          let found = read_proof (d, field) k [] false evidence in
          require_spelled read; found )
  | "satisfies" | "violates" ->
      let get = get [ "filter"; "formula" ] in
      let filter = form d (get "filter") in
      ( ClaimFormula (name = "satisfies", coefficients filter, formula (List.length filter) (get "formula")),
        read_proof (d, field) [] filter false )
  | other -> fail ("a claim within reach; found " ^ shown other)

(* The filters of a factorization are part of what is claimed. *)
let completed = function ClaimFactorization (a, w, _), ByFilters ws -> ClaimFactorization (a, w, ws) | claim, _ -> claim

let read_field = function
  | `Null -> (1, None)
  | json ->
      let get = fields [ "minpoly"; "interval" ] json in
      let m = items ~most:65 whole (get "minpoly") in
      let d = List.length m - 1 in
      if d < 2 || Big.sign (List.nth m d) <= 0 then fail "a polynomial of degree 2 to 64, its leading coefficient positive";
      match get "interval" with
      | `List [ lo; hi ] when Q.lt (rational lo) (rational hi) ->
          (d, Some { minimal = List.map integer m; below = point lo; above = point hi })
      | _ -> fail "an interval"

(* What is printed is written from the claim that was checked *)

let rec big_positive = function
  | XH -> Big.one
  | XO p -> Big.shift_left (big_positive p) 1
  | XI p -> Big.succ (Big.shift_left (big_positive p) 1)

let big = function Z0 -> Big.zero | Zpos p -> big_positive p | Zneg p -> Big.neg (big_positive p)
let of_binary = function N0 -> Big.zero | Npos p -> big_positive p
let of_natural n = let rec go m = function O -> m | S n -> go (m + 1) n in go 0 n
let listed f l = "(" ^ String.concat "," (List.map f l) ^ ")"

let polynomial variable coefficients =
  let monomial j c =
    let c = Q.to_string c in
    match j with 0 -> c | 1 -> c ^ "*" ^ variable | _ -> Printf.sprintf "%s*%s^%d" c variable j
  in
  let terms = List.filteri (fun j _ -> Q.sign (List.nth coefficients j) <> 0) (List.mapi monomial coefficients) in
  match List.rev terms with
  | [] -> "0"
  | first :: rest -> List.fold_left (fun s t -> if t.[0] = '-' then s ^ t else s ^ "+" ^ t) first rest

let told_filter w =
  let unit = big w.denominator in
  let number c = polynomial "a" (List.map (fun z -> Q.make (big z) unit) c) in
  "(" ^ String.concat ", " (List.map number w.numerators) ^ ")"

let told_design a =
  let k = listed (fun (k, _) -> string_of_int (of_natural k)) a in
  let s = listed (fun (_, s) -> Big.to_string (of_binary s)) a in
  if List.for_all (fun (_, s) -> Big.equal (of_binary s) Big.one) a then "k = " ^ k else "k = " ^ k ^ ", s = " ^ s

let told_pattern rho gamma = spelled_pattern (List.map of_natural rho, List.map of_natural gamma)

let told_formula p =
  let relation = function
    | Below -> "<" | Equal -> "=" | Above -> ">" | AtMostZero -> "<=" | AtLeastZero -> ">=" | NotZero -> "!="
  in
  let power i e = match of_natural e with 0 -> "" | 1 -> Printf.sprintf "*w%d" i | n -> Printf.sprintf "*w%d^%d" i n in
  let term (c, es) = Big.to_string (big c) ^ String.concat "" (List.mapi power es) in
  let condition (p, r) = (if p = [] then "0" else String.concat " + " (List.map term p)) ^ " " ^ relation r ^ " 0" in
  let alternative l = if l = [] then "true" else String.concat " and " (List.map condition l) in
  if p = [] then "false" else String.concat " or " (List.map alternative p)

let told_filters ws = String.concat ", " (List.map told_filter ws)

let told_loss l =
  let row unit r = "(" ^ String.concat ", " (List.map (fun c -> polynomial "a" (List.map (fun z -> Q.make (big z) unit) c)) r) ^ ")" in
  let gram =
    match l.gram with
    | None -> "the identity as Gram matrix"
    | Some (rows, d) -> "the Gram matrix (" ^ String.concat ", " (List.map (row (big d)) rows) ^ ")"
  in
  Printf.sprintf "with the target %s and %s" (told_filter l.target) gram

let told_critical a l ws (top, bottom) nature =
  let loss = polynomial "a" (List.map (fun z -> Q.make (big z) (big bottom)) top) in
  Printf.sprintf "the filters %s are a critical point of the square loss of %s %s, %swith the loss %s" (told_filters ws)
    (told_design a) (told_loss l) nature loss

let told_claim = function
  | ClaimMember (m, a, w) ->
      Printf.sprintf "the filter %s is %san end-to-end filter of %s" (told_filter w) (if m then "" else "not ") (told_design a)
  | ClaimComplexMember (a, w) ->
      Printf.sprintf "the filter %s is an end-to-end filter of complex filters of %s" (told_filter w) (told_design a)
  | ClaimNotComplexMember (a, w) ->
      Printf.sprintf "the filter %s is not an end-to-end filter of complex filters of %s" (told_filter w) (told_design a)
  | ClaimInterior (a, w) ->
      Printf.sprintf "the filter %s lies in the interior of the function space of %s" (told_filter w) (told_design a)
  | ClaimBoundary (a, w) ->
      Printf.sprintf "the filter %s lies on the boundary of the function space of %s" (told_filter w) (told_design a)
  | ClaimPattern (w, rho, gamma) ->
      Printf.sprintf "the filter %s has the root pattern %s" (told_filter w) (told_pattern rho gamma)
  | ClaimFilling a -> Printf.sprintf "%s is filling: every filter is an end-to-end filter" (told_design a)
  | ClaimNotFilling (a, w) -> Printf.sprintf "%s is not filling: the filter %s is missing" (told_design a) (told_filter w)
  | ClaimFactorization (a, w, ws) ->
      Printf.sprintf "the filter %s is the end-to-end filter of the filters %s of %s" (told_filter w)
        (told_filters ws) (told_design a)
  | ClaimFibreCount (a, w, simple, n) ->
      Printf.sprintf "the number of factorizations%s of the filter %s over %s, up to scaling, is %s"
        (if simple then " without double roots" else "") (told_filter w) (told_design a) (Big.to_string (of_binary n))
  | ClaimCompatible (m, a, rho, gamma) ->
      Printf.sprintf "filters with the root pattern %s have %s without double roots over %s" (told_pattern rho gamma)
        (if m then "factorizations" else "no factorization") (told_design a)
  | ClaimFormula (m, w, p) ->
      Printf.sprintf "the filter %s %s the formula %s" (told_filter w) (if m then "satisfies" else "does not satisfy")
        (told_formula p)
  | ClaimFullDimensional a -> Printf.sprintf "the function space of %s has full dimension" (told_design a)
  | ClaimNotFullDimensional a -> Printf.sprintf "the function space of %s does not have full dimension" (told_design a)
  | ClaimDimension (a, d) ->
      Printf.sprintf "the function space of %s has dimension %d" (told_design a) (of_natural d)
  | ClaimCriticalPoint (a, l, ws, v, n) ->
      let nature =
        match n with Minimum -> "a strict minimum up to scaling, " | Maximum -> "a strict maximum up to scaling, "
        | Saddle -> "a saddle, " | Open -> ""
      in
      told_critical a l ws v nature
  | ClaimSpuriousMinimum (a, l, ws, v, others) ->
      Printf.sprintf "%s, and the loss of the filters %s is smaller"
        (told_critical a l ws v "a strict minimum up to scaling, ") (told_filters others)

let told_field = function
  | None -> ""
  | Some f ->
      let end_ (p, q) = Q.to_string (Q.make (big p) (big q)) in
      Printf.sprintf ", with a the root of %s in (%s, %s)"
        (polynomial "x" (List.map (fun z -> Q.of_bigint (big z)) f.minimal)) (end_ f.below) (end_ f.above)

(* The claims that version 1 does not have. *)
let later = [ "exact-critical-point"; "exact-spurious-minimum" ]

(* The claim that was accepted, if it was. *)
let accepted json =
  let get = fields [ "format"; "version"; "field"; "claim"; "evidence" ] json in
  (match (get "format", get "version") with
  | `String "lcnsym-certificate", `Int (1 | 2) -> ()
  | _ -> fail "a certificate of version 1 or 2");
  let d, field = read_field (get "field") in
  if List.mem (kind (get "claim")) later && get "version" = `Int 1 then fail "a claim of version 1";
  let claim, read_evidence = read_claim (d, field) (get "claim") in
  let proof = read_evidence (get "evidence") in
  let claim = completed (claim, proof) in
  (* The format looks at classes from the other end of the form than Coq does: both ends must do. *)
  (match (claim, proof) with
  | (ClaimMember (false, a, w) | ClaimNotComplexMember (a, w) | ClaimNotFilling (a, w)), ByClasses (t, p) ->
      if not (no_layers a (List.rev (integers w)) t p) then raise Wrong;
      if not (check field claim proof) then fail "classes with units at both ends"
  | _ -> ());
  if admitted (kind (get "claim")) (kind (get "evidence")) && check field claim proof then
    Some (told_claim claim ^ told_field field)
  else None

(* Opening a named pipe or a device does not block, and neither is read. *)
let open_regular path =
  let descriptor = Unix.openfile path [ Unix.O_RDONLY; Unix.O_NONBLOCK ] 0 in
  if (Unix.fstat descriptor).Unix.st_kind = Unix.S_REG then Unix.in_channel_of_descr descriptor
  else (Unix.close descriptor; fail "a regular file")

let read path =
  let channel = open_regular path in
  set_binary_mode_in channel true;
  Fun.protect
    ~finally:(fun () -> close_in channel)
    (fun () ->
      if in_channel_length channel > max_bytes then fail "a file of 16 MiB at most";
      really_input_string channel (in_channel_length channel))

let verdict path =
  let text = read path in
  check_plain text;
  accepted (Yojson.Safe.from_string text)

(* At most so many seconds of processor time. *)
let within seconds f =
  let timer it_value = ignore (Unix.setitimer Unix.ITIMER_VIRTUAL { Unix.it_interval = 0.; it_value }) in
  Sys.set_signal Sys.sigvtalrm (Sys.Signal_handle (fun _ -> raise Late));
  timer seconds;
  Fun.protect ~finally:(fun () -> timer 0.) f

let status_of seconds path =
  let name = String.map (fun c -> if c < ' ' || c = '\127' then '?' else c) path in
  let told status what = print_endline (name ^ ": " ^ what); status in
  match within seconds (fun () -> verdict path) with
  | Some claim -> told 0 ("accepted: " ^ claim)
  | None -> told 1 "rejected"
  | exception Wrong -> told 1 "rejected"
  | exception (Late | Fun.Finally_raised Late) -> told 1 "given up: too large for this checker"
  | exception Unknown what -> told 2 ("not understood: expected " ^ what)
  | exception Yojson.Json_error _ -> told 2 "not understood: not JSON"
  | exception (Sys_error _ | Unix.Unix_error _) -> told 2 "not understood: cannot be read"
  | exception (Stack_overflow | Out_of_memory | End_of_file) -> told 2 "not understood: too large"

let usage () = prerr_endline "usage: check-certificates [--max-seconds N] FILE.json ..."; exit 2

let () =
  let run seconds paths = exit (List.fold_left (fun worst path -> max worst (status_of seconds path)) 0 paths) in
  match List.tl (Array.to_list Sys.argv) with
  | "--max-seconds" :: n :: (_ :: _ as paths) -> (
      match float_of_string_opt n with Some seconds when seconds > 0. -> run seconds paths | _ -> usage ())
  | [] | "--max-seconds" :: _ -> usage ()
  | paths -> run 38. paths
