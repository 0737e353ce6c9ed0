(* Reads the definitions of a file written by replay.py and runs the extracted checkers on them.
   Prints one line a definition; exit status 1 if one is rejected, 2 if the file cannot be read. *)

open Kernel

type token = Word of string | Number of string | Mark of char

(* The terms of the file: constructors with arguments, lists, pairs, integers by sign and digits. *)
type term = Apply of string * term list | List of term list | Pair of term * term | Integer of bool * string

exception Unreadable of string

let is_digit c = c >= '0' && c <= '9'
let is_letter c = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c = '_'

let rec skip_comment text i depth =
  if depth = 0 then i
  else if i + 1 >= String.length text then raise (Unreadable "a comment without end")
  else if text.[i] = '(' && text.[i + 1] = '*' then skip_comment text (i + 2) (depth + 1)
  else if text.[i] = '*' && text.[i + 1] = ')' then skip_comment text (i + 2) (depth - 1)
  else skip_comment text (i + 1) depth

let tokens text =
  let n = String.length text in
  let rec span i = if i < n && (is_letter text.[i] || is_digit text.[i] || text.[i] = '\'') then span (i + 1) else i in
  let rec go i found =
    if i >= n then List.rev found
    else if i + 1 < n && text.[i] = '(' && text.[i + 1] = '*' then go (skip_comment text (i + 2) 1) found
    else if is_letter text.[i] || is_digit text.[i] then
      let j = span i in
      let word = String.sub text i (j - i) in
      go j ((if is_digit text.[i] then Number word else Word word) :: found)
    else if List.mem text.[i] [ ' '; '\n'; '\t'; '\r' ] then go (i + 1) found
    else if text.[i] = '%' then go (span (i + 1)) found
    else go (i + 1) (Mark text.[i] :: found)
  in
  go 0 []

(* One argument: a word, an integer, a list, a pair or a term in parentheses. *)
let rec atom = function
  | Word w :: rest -> (Apply (w, []), rest)
  | Number d :: rest -> (Integer (false, d), rest)
  | Mark '-' :: Number d :: rest -> (Integer (true, d), rest)
  | Mark '[' :: Mark ':' :: Mark ':' :: Mark ']' :: rest -> (List [], rest)
  | Mark '[' :: Mark ':' :: Mark ':' :: rest -> items rest []
  | Mark '(' :: rest -> (
      match term rest with
      | inner, Mark ')' :: rest -> (inner, rest)
      | first, Mark ',' :: rest -> (
          match term rest with
          | second, Mark ')' :: rest -> (Pair (first, second), rest)
          | _ -> raise (Unreadable "a pair without end"))
      | _ -> raise (Unreadable "a parenthesis without end"))
  | _ -> raise (Unreadable "a term")

and items rest found =
  match term rest with
  | item, Mark ';' :: rest -> items rest (item :: found)
  | item, Mark ']' :: rest -> (List (List.rev (item :: found)), rest)
  | _ -> raise (Unreadable "a list without end")

and term rest =
  match atom rest with
  | Apply (w, []), rest when w <> "true" && w <> "false" -> arguments w [] rest
  | found -> found

and arguments w found = function
  | (Word _ | Number _ | Mark ('(' | '[')) :: _ as rest ->
      let argument, rest = atom rest in
      arguments w (argument :: found) rest
  | rest -> (Apply (w, List.rev found), rest)

let digit c =
  if is_digit c then Char.code c - 48
  else if c >= 'a' && c <= 'f' then Char.code c - 87
  else raise (Unreadable "a digit")

(* Bits, leading one first, of a hexadecimal number 0x... or of a short decimal one. *)
let bits digits =
  let n = String.length digits in
  if n > 2 && String.sub digits 0 2 = "0x" then
    List.concat_map
      (fun c -> List.map (fun i -> (digit c lsr i) land 1 = 1) [ 3; 2; 1; 0 ])
      (List.of_seq (String.to_seq (String.sub digits 2 (n - 2))))
  else if n <= 9 then
    let value = int_of_string digits in
    List.init 30 (fun i -> (value lsr (29 - i)) land 1 = 1)
  else raise (Unreadable "a decimal number that is too long")

let positive digits =
  let step found bit =
    match (found, bit) with
    | None, false -> None
    | None, true -> Some XH
    | Some p, true -> Some (XI p)
    | Some p, false -> Some (XO p)
  in
  List.fold_left step None (bits digits)

let z = function
  | Integer (negative, digits) -> (
      match positive digits with None -> Z0 | Some p -> if negative then Zneg p else Zpos p)
  | _ -> raise (Unreadable "an integer")

let nat = function
  | Integer (false, digits) when String.length digits <= 6 ->
      let rec go k = if k = 0 then O else S (go (k - 1)) in
      go (int_of_string digits)
  | _ -> raise (Unreadable "a natural number")

let list f = function List l -> List.map f l | _ -> raise (Unreadable "a list")
let point = function Pair (a, b) -> (z a, z b) | _ -> raise (Unreadable "a point")

let count = function
  | Apply ("Breakpoints", [ l ]) -> Breakpoints (list point l)
  | Apply ("Points", [ l ]) -> Points (list point l)
  | _ -> raise (Unreadable "a count")

let factor = function
  | Apply ("Factor", [ m; form; c ]) -> { multiplicity = nat m; factor_form = list z form; factor_count = count c }
  | _ -> raise (Unreadable "a factor")

let evidence = function
  | Apply ("Counted", [ c ]) -> Counted (count c)
  | Apply ("Factored", [ d; c; l ]) -> Factored (z d, z c, list factor l)
  | _ -> raise (Unreadable "evidence")

let claim = function
  | Apply ("AtLeast", [ m ]) -> AtLeast (nat m)
  | Apply ("AtMost", [ m ]) -> AtMost (nat m)
  | Apply ("Exactly", [ m ]) -> Exactly (nat m)
  | Apply ("OddAtLeast", [ m ]) -> OddAtLeast (nat m)
  | Apply ("OddAtMost", [ m ]) -> OddAtMost (nat m)
  | _ -> raise (Unreadable "a claim")

let boolean = function
  | Apply ("true", []) -> true
  | Apply ("false", []) -> false
  | _ -> raise (Unreadable "true or false")

let accepted = function
  | Apply ("Certificate", [ w; c; e ]) -> check { filter = list z w; claimed = claim c; shown_by = evidence e }
  | Apply ("Membership", [ k; w; b; e ]) ->
      let decided_by =
        match e with
        | Apply ("Arithmetic", []) -> Arithmetic
        | Apply ("Roots", [ e ]) -> Roots (evidence e)
        | _ -> raise (Unreadable "evidence of membership")
      in
      check_membership { sizes = list nat k; end_to_end = list z w; member = boolean b; decided_by }
  | Apply ("Pattern", [ w; rho; d; c; l; p ]) ->
      check_pattern
        { patterned = list z w; real_part = list nat rho; scale = z d; scalar = z c; factors = list factor l; modulus = z p }
  | _ -> raise (Unreadable "a certificate")

(* The definitions of the file, in order: name and term. *)
let rec definitions = function
  | Word "Definition" :: Word name :: Mark ':' :: Mark '=' :: rest -> (
      match term rest with
      | body, Mark '.' :: rest -> (name, body) :: definitions rest
      | _ -> raise (Unreadable ("the definition " ^ name)))
  | _ :: rest -> definitions rest
  | [] -> []

let read path =
  let channel = open_in_bin path in
  let text = really_input_string channel (in_channel_length channel) in
  close_in channel;
  text

let () =
  try
    let text = read Sys.argv.(1) in
    let results = List.map (fun (name, body) -> (name, accepted body)) (definitions (tokens text)) in
    List.iter (fun (name, ok) -> print_endline (name ^ (if ok then ": accepted" else ": rejected"))) results;
    exit (if List.for_all snd results && results <> [] then 0 else 1)
  with
  | Unreadable what -> prerr_endline ("expected " ^ what); exit 2
  | Invalid_argument _ | Sys_error _ -> prerr_endline "usage: check-certificates FILE.v"; exit 2
